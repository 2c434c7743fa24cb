package io.tabletalk.chat.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.chat.history.AnswerNote.State;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ChatHistoryTest {

    @TempDir
    Path directory;

    private StateDatabase database;
    private ChatHistory history;

    StateDatabase openDatabase() {
        return StateDatabase.open(directory);
    }

    @BeforeEach
    void open() {
        database = openDatabase();
        history = new ChatHistory(database.client(), new JsonMapper());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theLastMessagesOfAUserComeBackOldestFirstAlsoAfterARestart() {
        turn("ada", "one?", "one.");
        turn("bob", "other?", "other.");
        turn("ada", "two?", "two.");
        close();
        open();

        assertThat(history.latest("ada", 3))
                .extracting(HistoryMessage::content)
                .containsExactly("one.", "two?", "two.");
        assertThat(history.latest("ada", 3))
                .extracting(HistoryMessage::role)
                .containsExactly("assistant", "user", "assistant");
    }

    @Test
    void anAnswerKeepsItsStateModelAndSources() {
        long question = history.addQuestion("ada", null, "q");
        history.addAnswer(
                question,
                "a",
                new AnswerNote(
                        State.PARTIAL, "ollama x", List.of(Map.of("number", 1, "source", "s", "key", "k")), Map.of()));

        assertThat(history.latest("ada", 1).getFirst().metadata())
                .containsEntry("state", "partial")
                .containsEntry("model", "ollama x")
                .containsEntry("sources", List.of(Map.of("number", 1, "source", "s", "key", "k")));
    }

    @Test
    void anAnswerBelongsToItsQuestionEvenWhenTwoAreAskedAtOnce() {
        long first = history.addQuestion("ada", null, "first?");
        long second = history.addQuestion("ada", null, "second?");
        answer(second, "second.", State.COMPLETE);
        answer(first, "first.", State.COMPLETE);

        assertThat(history.lastTurns("ada", null, null, 5, 1_000))
                .containsExactly(new Turn("second?", "second."), new Turn("first?", "first."));
    }

    @Test
    void turnsAreTheNewestWithinTheBudgetWithoutFailuresAndUnanswered() {
        turn("ada", "old?", "x".repeat(500));
        turn("ada", "one?", "one.");
        answer(history.addQuestion("ada", null, "failed?"), "sorry", State.FAILED);
        answer(history.addQuestion("ada", null, "cut?"), "cut", State.PARTIAL);
        history.addQuestion("ada", null, "unanswered?");

        assertThat(history.lastTurns("ada", null, null, 5, 100))
                .containsExactly(new Turn("one?", "one."), new Turn("cut?", "cut"));
        assertThat(history.lastTurns("ada", null, null, 1, 100)).containsExactly(new Turn("cut?", "cut"));
        assertThat(history.lastTurns("ada", null, null, 0, 100)).isEmpty();
    }

    @Test
    void deletingForgetsOneUserOnlyAndAnAnswerUnderWayWithIt() {
        turn("ada", "one?", "one.");
        turn("bob", "other?", "other.");
        long underWay = history.addQuestion("ada", null, "two?");

        assertThat(history.delete("ada")).isEqualTo(3);
        answer(underWay, "two.", State.COMPLETE);

        assertThat(history.latest("ada", 10)).isEmpty();
        assertThat(history.latest("bob", 10)).hasSize(2);
    }

    @Test
    void anyTextIsKeptAsItIs() {
        String text = "'; DROP TABLE chat_message; -- 🙂 مرحبا";
        turn("o'brien", text, text);

        assertThat(history.latest("o'brien", 2))
                .extracting(HistoryMessage::content)
                .containsExactly(text, text);
    }

    @Test
    void aCharacterThatNotEveryDatabaseHoldsIsReplaced() {
        turn("ada", "one\0two", "three\0four");

        assertThat(history.latest("ada", 2))
                .extracting(HistoryMessage::content)
                .containsExactly("one\uFFFDtwo", "three\uFFFDfour");
    }

    private void turn(String user, String question, String answer) {
        answer(history.addQuestion(user, null, question), answer, State.COMPLETE);
    }

    private void answer(long question, String text, State state) {
        history.addAnswer(question, text, new AnswerNote(state, "test", List.of(), Map.of()));
    }
}
