package io.tabletalk.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.chat.history.Turn;
import io.tabletalk.chat.model.AnswerModel;
import io.tabletalk.chat.model.Cancellation;
import io.tabletalk.chat.model.ScriptedModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionRewriterTest {

    private static final List<Turn> TURNS =
            List.of(new Turn("Which films star Penelope Guiness?", "Academy Dinosaur [1]."));

    private final ScriptedModel model = ScriptedModel.saying("How long is the film Academy Dinosaur?");

    @Test
    void aFollowUpIsMadeCompleteByTheModel() {
        assertThat(rewrite("How long is it?", TURNS, Optional.<AnswerModel>of(model)))
                .isEqualTo("How long is the film Academy Dinosaur?");
        assertThat(model.prompts())
                .singleElement()
                .satisfies(prompt -> assertThat(prompt.messages())
                        .hasSize(3)
                        .last()
                        .asString()
                        .contains("How long is it?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"How long is it?", "And its rating?", "What about Nick?", "Who directed these films?"})
    void withoutAModelAFollowUpIsSearchedTogetherWithTheQuestionBefore(String question) {
        assertThat(searches(question, TURNS, Optional.empty()))
                .containsExactly("Which films star Penelope Guiness? " + question);
    }

    @Test
    void aWordAloneIsAFollowUpFirstAndThenAQuestion() {
        assertThat(searches("rating?", TURNS, Optional.empty()))
                .containsExactly("Which films star Penelope Guiness? rating?", "rating?");
        assertThat(searches("rating?", TURNS, Optional.of(model)))
                .containsExactly("How long is the film Academy Dinosaur?", "rating?");
    }

    @Test
    void twoWordsAreAQuestionFirstAndThenAFollowUp() {
        assertThat(searches("magenta accordion", TURNS, Optional.of(model)))
                .containsExactly("magenta accordion", "Which films star Penelope Guiness? magenta accordion");
        assertThat(model.prompts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Penelope Guiness", "Which films star Penelope Guiness?"})
    void aQuestionAskedAgainIsSearchedForAsItIs(String question) {
        List<Turn> turns = List.of(new Turn(question, "Academy Dinosaur [1]."));

        assertThat(searches(question, turns, Optional.empty())).containsExactly(question);
    }

    @Test
    void aFollowUpThatIsAskedAgainStillLeansOnWhatCameBefore() {
        List<Turn> turns = List.of(
                new Turn("Which films star Penelope Guiness?", "Academy Dinosaur [1]."),
                new Turn("How long is it?", "86 minutes [1]."));

        assertThat(searches("How long is it?", turns, Optional.empty()))
                .containsExactly("Which films star Penelope Guiness? How long is it?");
        assertThat(searches("And where?", turns, Optional.empty())).containsExactly("How long is it? And where?");
    }

    @Test
    void aQuestionThatStandsAloneCostsNoModelCall() {
        String question = "Which customers ordered espresso machines in March?";

        assertThat(rewrite(question, TURNS, Optional.<AnswerModel>of(model))).isEqualTo(question);
        assertThat(model.prompts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Why was Redwing stolen so easily, and what has changed since?",
                "Why do the espresso machines leak?",
            })
    void aWhyThatNamesWhatItAsksAboutStandsAlone(String question) {
        assertThat(rewrite(question, TURNS, Optional.empty())).isEqualTo(question);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Why?", "Why not?", "Why did they sell it?"})
    void aWhyThatNamesNothingLeansOnTheConversation(String question) {
        assertThat(rewrite(question, TURNS, Optional.empty()))
                .isEqualTo("Which films star Penelope Guiness? " + question);
    }

    @Test
    void withoutHistoryNothingIsRewritten() {
        assertThat(rewrite("How long is it?", List.of(), Optional.<AnswerModel>of(model)))
                .isEqualTo("How long is it?");
        assertThat(model.prompts()).isEmpty();
    }

    @Test
    void aModelThatFailsIsNotWaitedFor() {
        assertThat(rewrite("How long is it?", TURNS, Optional.of(ScriptedModel.failing())))
                .isEqualTo("Which films star Penelope Guiness? How long is it?");
    }

    @Test
    void aModelThatTakesTooLongIsCancelled() {
        assertThat(rewrite("How long is it?", TURNS, Optional.of(ScriptedModel.hanging())))
                .isEqualTo("Which films star Penelope Guiness? How long is it?");
    }

    /// What is searched for first.
    private static String rewrite(String question, List<Turn> turns, Optional<AnswerModel> model) {
        return searches(question, turns, model).getFirst();
    }

    private static List<String> searches(String question, List<Turn> turns, Optional<AnswerModel> model) {
        return QuestionRewriter.searches(question, turns, model, Duration.ofMillis(200), new Cancellation());
    }
}
