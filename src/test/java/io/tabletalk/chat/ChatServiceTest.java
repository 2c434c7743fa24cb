package io.tabletalk.chat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.chat.ChatEvent.Content;
import io.tabletalk.chat.ChatEvent.Done;
import io.tabletalk.chat.ChatEvent.Failed;
import io.tabletalk.chat.ChatEvent.Sources;
import io.tabletalk.chat.ChatEvent.Step;
import io.tabletalk.chat.answer.Citation;
import io.tabletalk.chat.answer.Citation.Status;
import io.tabletalk.chat.answer.ExtractiveAnswerer;
import io.tabletalk.chat.answer.Refusal;
import io.tabletalk.chat.history.AnswerNote.State;
import io.tabletalk.chat.history.ChatHistory;
import io.tabletalk.chat.history.HistoryMessage;
import io.tabletalk.chat.model.AnswerModel;
import io.tabletalk.chat.model.Cancellation;
import io.tabletalk.chat.model.ScriptedModel;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatServiceTest {

    @TempDir
    Path directory;

    private final ListIndex index = new ListIndex()
            .add(Passages.hit("Danube", "The Danube flows through ten countries. It ends in the Black Sea."))
            .add(Passages.hit("Baikal", "Lake Baikal is 1642 metres deep."));
    private final List<ChatEvent> events = new CopyOnWriteArrayList<>();
    private final Cancellation cancellation = new Cancellation();
    private StateDatabase database;
    private TestChat chat;

    @BeforeEach
    void open() {
        database = StateDatabase.open(directory);
        chat = new TestChat(database, index);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void sourcesComeBeforeTheAnswerAndTheEndLast() {
        ask("Through how many countries does the Danube flow?", ScriptedModel.saying("It flows ", "through ten [1]."));

        assertThat(events.stream().filter(event -> !(event instanceof Step)).<Class<?>>map(Object::getClass))
                .containsExactly(Sources.class, Content.class, Content.class, Done.class);
        assertThat(only(Sources.class).sources().getFirst())
                .satisfies(source -> assertThat(source.title()).isEqualTo("Danube"))
                .satisfies(source -> assertThat(source.number()).isEqualTo(1))
                .satisfies(source -> assertThat(source.relevanceScore()).isBetween(0.0, 1.0));
        assertThat(answer()).isEqualTo("It flows through ten [1].");
    }

    @Test
    void theEndTellsCitationsModelAndHowCurrentItIs() {
        ask("How deep is lake Baikal?", ScriptedModel.saying("It is 1642 metres deep [1]. Some say 1700 [1]."));

        AnswerDetails details = only(Done.class).answer();
        assertThat(details.state()).isEqualTo(State.COMPLETE);
        assertThat(details.model()).isEqualTo("ollama scripted");
        assertThat(details.asOf()).isEqualTo(Passages.READ_AT);
        assertThat(details.citations()).extracting(Citation::status).containsExactly(Status.PASSED, Status.FAILED);
    }

    @Test
    void withoutAModelItQuotesAndSaysSo() {
        ask("How deep is lake Baikal?", null);

        assertThat(answer()).contains("“Lake Baikal is 1642 metres deep.” [1]").endsWith(ExtractiveAnswerer.NOTE);
        assertThat(only(Done.class).answer().citations())
                .isNotEmpty()
                .extracting(Citation::status)
                .containsOnly(Status.PASSED);
    }

    @Test
    void whatStandsForAnotherNumberThanTheOneAskedForIsNotQuotedAsTheAnswer() {
        ask("How deep is lake Baikal in 1999?", null);

        assertThat(answer())
                .startsWith("Nothing that was found mentions **1999**. What comes nearest:\n\n“")
                .endsWith(ExtractiveAnswerer.NOTE);
        assertThat(only(Done.class).answer().citations())
                .extracting(Citation::status)
                .containsOnly(Status.PASSED);
    }

    @Test
    void nothingRelevantIsSaidInsteadOfQuotedOrAskedOfTheModel() {
        ScriptedModel model = ScriptedModel.saying("Made up.");
        ask("zzz qqq xxx", model);

        assertThat(model.prompts()).isEmpty();
        assertThat(answer()).startsWith("Nothing in the data seems to be about this.");
        assertThat(only(Done.class).answer().refusal()).isEqualTo(Refusal.NOTHING_RELEVANT);
    }

    @Test
    void aSourceThatIsStillBeingReadIsNamed() {
        chat.read(new SourceId("maps"), new SourceId("rivers"));

        ask("zzz qqq xxx", null);
        assertThat(answer()).contains("Still being read: maps, rivers.");
        assertThat(only(Done.class).answer().beingRead()).containsExactly("maps", "rivers");

        events.clear();
        ask("How deep is Lake Baikal?", null);
        assertThat(only(Done.class).answer().beingRead()).containsExactly("maps", "rivers");

        chat.read();
        events.clear();
        ask("How deep is Lake Baikal?", null);
        assertThat(only(Done.class).answer().beingRead()).isNull();
    }

    @Test
    void onlyTheSourcesAskedAreNamed() {
        chat.read(new SourceId("maps"), new SourceId("rivers"));
        ChatQuestion question =
                new ChatQuestion("ada", null, null, "zzz", 5, false, Set.of(new SourceId("maps")), Optional.empty());

        chat.answer(question, null, events::add, cancellation);

        assertThat(answer()).contains("Still being read: maps. Ask");
        assertThat(only(Done.class).answer().beingRead()).containsExactly("maps");
    }

    @Test
    void aWeakMatchIsNotQuotedButAModelMayJudgeIt() {
        String question =
                "Which painter living near Paris sold several bright yellow pictures with ten large sunflowers?";

        ask(question, null);
        assertThat(only(Done.class).answer().refusal()).isEqualTo(Refusal.NOTHING_RELEVANT);

        events.clear();
        ask(question, ScriptedModel.saying("The passages do not answer this. They are about rivers [1]."));
        assertThat(only(Done.class).answer().refusal()).isEqualTo(Refusal.NOT_IN_PASSAGES);
    }

    @Test
    void anEmptyIndexIsSaidToBeEmpty() {
        chat = new TestChat(database, new ListIndex());

        ask("anything", null);

        assertThat(answer()).startsWith("There is no data yet");
    }

    @Test
    void theModelSeesTheConversationUnlessItIsLeftOut() {
        ask("How deep is lake Baikal?", ScriptedModel.saying("1642 metres [1]."));
        ScriptedModel model = ScriptedModel.saying("ok");

        ask("Through which countries does the Danube flow?", model);
        assertThat(model.prompts().getLast().messages()).hasSize(3);
        assertThat(model.prompts().getLast().messages().get(1).text()).isEqualTo("1642 metres.");

        chat.answer(chat.question("The Danube?", false), model, events::add, cancellation);
        assertThat(model.prompts().getLast().messages()).hasSize(1);
    }

    @Test
    void aFollowUpIsSearchedForAsTheModelCompletesIt() {
        ask("How deep is lake Baikal?", null);

        ask("And where does it end?", ScriptedModel.saying("Where does the Danube end?"));

        assertThat(last(Sources.class).question()).isEqualTo("Where does the Danube end?");
        assertThat(last(Sources.class).sources().getFirst().title()).isEqualTo("Danube");
    }

    @Test
    void theMessageIsKeptBeforeTheAnswerIsMade() throws Exception {
        Thread asking = Thread.ofVirtual().start(() -> ask("How deep is Baikal?", ScriptedModel.hanging("It is ")));
        Awaitility.await().until(() -> events.stream().anyMatch(Content.class::isInstance));

        assertThat(history().latest("ada", 10))
                .extracting(HistoryMessage::content)
                .containsExactly("How deep is Baikal?");

        cancellation.cancel();
        asking.join();
    }

    @Test
    void aCutAnswerIsKeptAndMarked() throws Exception {
        Thread asking = Thread.ofVirtual().start(() -> ask("How deep is Baikal?", ScriptedModel.hanging("It is ")));
        Awaitility.await().until(() -> events.stream().anyMatch(Content.class::isInstance));

        cancellation.cancel();
        asking.join();

        HistoryMessage kept = history().latest("ada", 1).getFirst();
        assertThat(kept.content()).isEqualTo("It is ");
        assertThat(kept.metadata()).containsEntry("state", "partial");
        assertThat(only(Failed.class).code()).isEqualTo("model_cancelled");
    }

    @Test
    void anAnswerThatWasStoppedIsNotBlamedForCitationsThatHadNotComeYet() throws Exception {
        ScriptedModel model =
                ScriptedModel.hanging("Baikal is 1642 metres deep [1]. Nobody has ever counted its bays. ");
        Thread asking = Thread.ofVirtual().start(() -> ask("How deep is Baikal?", model));
        Awaitility.await().until(() -> events.stream().anyMatch(Content.class::isInstance));

        cancellation.cancel();
        asking.join();

        assertThat(requireNonNull(only(Failed.class).answer()).citations())
                .extracting(Citation::passages)
                .containsExactly(List.of(1));
    }

    @Test
    void whenTheModelFailsTheSourcesAreShownAndTheReasonIsToldAndKept() {
        ask("How deep is Baikal?", ScriptedModel.failing());

        assertThat(only(Sources.class).sources()).isNotEmpty();
        assertThat(only(Failed.class).code()).isEqualTo("model_unavailable");
        assertThat(only(Failed.class).error()).contains("Ollama is not available (HTTP 503).");
        HistoryMessage kept = history().latest("ada", 1).getFirst();
        assertThat(kept.metadata()).containsEntry("state", "failed");
        assertThat(kept.content()).contains("Ollama is not available");
    }

    @Test
    void aFailedAnswerIsNotShownToTheModelLater() {
        ask("How deep is Baikal?", ScriptedModel.failing());
        ScriptedModel model = ScriptedModel.saying("ok");

        ask("Through which countries does the Danube flow?", model);

        assertThat(model.prompts().getLast().messages()).hasSize(1);
    }

    @Test
    void anIndexThatCannotBeReadIsAFailureOfTheWholeAnswer() {
        index.breakDown();

        ask("How deep is Baikal?", null);

        assertThat(only(Failed.class).code()).isEqualTo("index_unavailable");
        assertThat(events).noneMatch(Sources.class::isInstance);
        HistoryMessage kept = history().latest("ada", 1).getFirst();
        assertThat(kept.metadata()).containsEntry("state", "failed");
        assertThat(kept.content()).contains("The index cannot be read");
    }

    @Test
    void whateverEndsAnAnswerTheQuestionDoesNotStayUnanswered() {
        index.failWith(new StackOverflowError());

        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> ask("How deep is Baikal?", null));

        HistoryMessage kept = history().latest("ada", 1).getFirst();
        assertThat(kept.role()).isEqualTo("assistant");
        assertThat(kept.metadata()).containsEntry("state", "failed").containsEntry("model", "extractive");
    }

    @Test
    void anErrorEndsARunningAnswerWithAnEventThatSaysSo() throws InterruptedException {
        index.failWith(new StackOverflowError());

        new RunningAnswers(chat.service(null))
                .start("c1", chat.question("How deep is Baikal?", true))
                .follow(events::add, () -> false);

        assertThat(only(Failed.class).code()).isEqualTo("internal_error");
        assertThat(events.getLast()).isInstanceOf(Failed.class);
    }

    @Test
    void aVeryLongMessageIsSearchedByItsBeginningAndEnd() {
        ask("How deep is lake Baikal? " + "padding ".repeat(3_000) + " Danube", null);

        assertThat(index.lastQuery().orElseThrow().text())
                .hasSizeLessThan(2_100)
                .startsWith("How deep")
                .endsWith("Danube");
    }

    private void ask(String message, @Nullable AnswerModel model) {
        chat.answer(chat.question(message, true), model, events::add, cancellation);
    }

    private ChatHistory history() {
        return chat.history();
    }

    private String answer() {
        return events.stream()
                .filter(Content.class::isInstance)
                .map(event -> ((Content) event).content())
                .collect(Collectors.joining());
    }

    private <T extends ChatEvent> T only(Class<T> type) {
        assertThat(events.stream().filter(type::isInstance)).hasSize(1);
        return last(type);
    }

    private <T extends ChatEvent> T last(Class<T> type) {
        return events.reversed().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
