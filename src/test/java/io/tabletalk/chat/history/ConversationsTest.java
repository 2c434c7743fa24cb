package io.tabletalk.chat.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.chat.history.AnswerNote.State;
import io.tabletalk.chat.history.Feedback.Rating;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ConversationsTest {

    @TempDir
    Path directory;

    private StateDatabase database;
    private ChatHistory history;
    private Conversations conversations;
    private Feedbacks feedbacks;

    StateDatabase openDatabase() {
        return StateDatabase.open(directory);
    }

    @BeforeEach
    void open() {
        database = openDatabase();
        history = new ChatHistory(database.client(), new JsonMapper());
        conversations = new Conversations(database.client(), new JsonMapper());
        feedbacks = new Feedbacks(database.client());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theFirstQuestionNamesAConversation() {
        Conversation created = conversations.create("ada", List.of("film"));

        history.addQuestion("ada", created.id(), "  Which films\n are   about " + "very ".repeat(30) + "robots?");
        history.addQuestion("ada", created.id(), "And which are not?");

        Conversation found = conversations.find(created.id()).orElseThrow();
        assertThat(found.title())
                .startsWith("Which films are about very")
                .endsWith("…")
                .hasSize(80);
        assertThat(found.sources()).containsExactly("film");
        assertThat(found.updatedAt()).isAfterOrEqualTo(found.createdAt());
    }

    @Test
    void aNameGivenByTheUserStays() {
        Conversation created = conversations.create("ada", List.of());
        conversations.change(created.id(), "Robots", null);

        history.addQuestion("ada", created.id(), "Which films are about robots?");

        assertThat(conversations.find(created.id()).orElseThrow().title()).isEqualTo("Robots");
        assertThat(conversations.change("no such", "x", null)).isEmpty();
    }

    @Test
    void aUsersConversationsComeTheLastAskedFirst() {
        Conversation first = asked("ada", "one?");
        Conversation second = asked("ada", "two?");
        asked("bob", "three?");
        history.addQuestion("ada", first.id(), "more?");

        assertThat(conversations.of("ada", "", 10, 0))
                .extracting(Conversation::id)
                .containsExactly(first.id(), second.id());
        assertThat(conversations.of("ada", "", 1, 1))
                .extracting(Conversation::id)
                .containsExactly(second.id());
    }

    @Test
    void conversationsAreFoundByTitleAndByWhatWasSaidWithoutWildcards() {
        Conversation rivers = asked("ada", "How long is the Danube?");
        answer(rivers, "2,850 km, 100% of them wet.");
        asked("ada", "How deep is Lake Baikal?");

        assertThat(conversations.of("ada", "danube", 10, 0)).hasSize(1);
        assertThat(conversations.of("ada", "100% OF", 10, 0))
                .extracting(Conversation::id)
                .containsExactly(rivers.id());
        assertThat(conversations.of("ada", "1_0", 10, 0)).isEmpty();
        assertThat(conversations.of("ada", "%", 10, 0)).hasSize(1);
    }

    @Test
    void messagesComeWithAllThereIsToShow() {
        Conversation conversation = conversations.create("ada", List.of());
        long question = history.addQuestion("ada", conversation.id(), "q");
        answer(conversation, question, "a", Map.of("sources", List.of(Map.of("number", 1))));
        long answer = conversations
                .messages(conversation.id(), question, 10)
                .getFirst()
                .id();
        feedbacks.put(answer, Rating.DOWN, "wrong");

        assertThat(conversations.messages(conversation.id(), 0, 10))
                .extracting(ConversationMessage::role)
                .containsExactly("user", "assistant");
        ConversationMessage message =
                conversations.messages(conversation.id(), question, 10).getFirst();
        assertThat(message.answerTo()).isEqualTo(question);
        assertThat(message.state()).isEqualTo("complete");
        assertThat(message.details()).isEqualTo(Map.of("sources", List.of(Map.of("number", 1))));
        assertThat(message.feedback()).isNotNull().satisfies(given -> {
            assertThat(given.rating()).isEqualTo(Rating.DOWN);
            assertThat(given.note()).isEqualTo("wrong");
        });
    }

    @Test
    void deletingAConversationForgetsWhatWasSaidInItAndNothingElse() {
        Conversation kept = asked("ada", "kept?");
        Conversation gone = asked("ada", "gone?");
        answer(gone, "gone.");

        assertThat(conversations.delete(gone.id())).isTrue();
        assertThat(conversations.delete(gone.id())).isFalse();

        assertThat(history.latest("ada", 10))
                .extracting(HistoryMessage::content)
                .containsExactly("kept?");
        assertThat(conversations.find(kept.id())).isPresent();
    }

    @Test
    void turnsOfOneConversationDoNotReachAnother() {
        Conversation rivers = asked("ada", "rivers?");
        answer(rivers, "rivers.");
        history.addAnswer(history.addQuestion("ada", null, "loose?"), "loose.", note(Map.of()));

        assertThat(history.lastTurns("ada", rivers.id(), null, 5, 100)).containsExactly(new Turn("rivers?", "rivers."));
        assertThat(history.lastTurns("ada", null, null, 5, 100)).containsExactly(new Turn("loose?", "loose."));
    }

    @Test
    void aQuestionAnsweredAgainSeesOnlyWhatWasBeforeItAndItsLastAnswerCounts() {
        Conversation conversation = conversations.create("ada", List.of());
        long first = history.addQuestion("ada", conversation.id(), "first?");
        answer(conversation, first, "early", Map.of());
        answer(conversation, first, "late", Map.of());
        long second = history.addQuestion("ada", conversation.id(), "second?");
        answer(conversation, second, "second.", Map.of());

        assertThat(history.lastTurns("ada", conversation.id(), second, 5, 100))
                .containsExactly(new Turn("first?", "late"));
        assertThat(history.lastTurns("ada", conversation.id(), first, 5, 100)).isEmpty();
        assertThat(history.question(conversation.id(), second)).contains("second?");
        assertThat(history.question(conversations.create("ada", List.of()).id(), second))
                .isEmpty();
    }

    @Test
    void feedbackIsReplacedListedAndTakenBack() {
        Conversation conversation = asked("ada", "one?");
        answer(conversation, "one.");
        List<ConversationMessage> messages = conversations.messages(conversation.id(), 0, 10);
        long answer = messages.getLast().id();

        feedbacks.put(answer, Rating.DOWN, "no");
        feedbacks.put(answer, Rating.UP, "yes");

        assertThat(feedbacks.list(10, 0)).singleElement().satisfies(rated -> {
            assertThat(rated.question()).isEqualTo("one?");
            assertThat(rated.answer()).isEqualTo("one.");
            assertThat(rated.feedback().rating()).isEqualTo(Rating.UP);
            assertThat(rated.feedback().note()).isEqualTo("yes");
        });
        assertThat(feedbacks.put(messages.getFirst().id(), Rating.UP, "a question"))
                .isEmpty();
        assertThat(feedbacks.remove(answer)).isTrue();
        assertThat(feedbacks.remove(answer)).isFalse();
        assertThat(feedbacks.list(10, 0)).isEmpty();
    }

    @Test
    void deletingAUsersHistoryForgetsTheConversationsToo() {
        asked("ada", "one?");
        asked("bob", "two?");

        history.delete("ada");

        assertThat(conversations.of("ada", "", 10, 0)).isEmpty();
        assertThat(conversations.of("bob", "", 10, 0)).hasSize(1);
    }

    private Conversation asked(String user, String question) {
        Conversation created = conversations.create(user, List.of());
        history.addQuestion(user, created.id(), question);
        return created;
    }

    private void answer(Conversation conversation, String text) {
        long question =
                conversations.messages(conversation.id(), 0, 10).getFirst().id();
        answer(conversation, question, text, Map.of());
    }

    private void answer(Conversation conversation, long question, String text, Map<String, Object> details) {
        assertThat(history.question(conversation.id(), question)).isPresent();
        history.addAnswer(question, text, note(details));
    }

    private static AnswerNote note(Map<String, Object> details) {
        return new AnswerNote(State.COMPLETE, "test", List.of(), details);
    }
}
