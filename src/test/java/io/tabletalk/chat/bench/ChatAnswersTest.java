package io.tabletalk.chat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/// Nothing is measured of an answer that is not as it should be.
class ChatAnswersTest {

    private static final String SOURCES = event("{\"type\":\"sources\",\"sources\":[{\"number\":1}]}");
    private static final String CONTENT = event("{\"type\":\"content\",\"content\":\"It is 3 \"}")
            + event("{\"type\":\"content\",\"content\":\"[1].\"}");
    private static final String DONE = done("complete", "passed");
    private static final String END = event("[DONE]");

    @Test
    void aCompleteAnswerIsRead() throws IOException {
        Answered answered = read(":\n\n" + SOURCES + CONTENT + DONE + END);

        assertThat(answered.text()).isEqualTo("It is 3 [1].");
        assertThat(answered.refused()).isFalse();
        assertThat(answered.sources()).isPositive().isLessThanOrEqualTo(answered.firstToken());
        assertThat(answered.firstToken()).isLessThanOrEqualTo(answered.whole());
    }

    @Test
    void anAnswerWithoutSourcesIsNone() {
        refused(CONTENT + DONE + END, "no event sources");
        refused(event("{\"type\":\"sources\",\"sources\":[]}") + CONTENT + DONE + END, "no sources");
    }

    @Test
    void anAnswerThatIsCutIsNone() {
        refused(SOURCES + CONTENT, "cut");
        refused(SOURCES + CONTENT + DONE, "[DONE] is missing");
        refused(SOURCES + CONTENT + done("partial", "passed") + END, "not complete");
        refused(SOURCES + CONTENT + event("{\"type\":\"error\",\"error\":\"The model is away.\"}") + END, "away");
    }

    @Test
    void anAnswerWhoseCitationsDoNotHoldIsNone() {
        refused(SOURCES + CONTENT + done("complete", "failed") + END, "does not hold");
        refused(
                SOURCES + CONTENT + event("{\"type\":\"done\",\"answer\":{\"state\":\"complete\"}}") + END,
                "cites nothing");
    }

    private static void refused(String stream, String why) {
        assertThatIllegalStateException().isThrownBy(() -> read(stream)).withMessageContaining(why);
    }

    private static Answered read(String stream) throws IOException {
        return ChatAnswers.read(new BufferedReader(new StringReader(stream)), System.nanoTime());
    }

    private static String done(String state, String citation) {
        return event(
                "{\"type\":\"done\",\"answer\":{\"state\":\"%s\",\"refusal\":null,\"citations\":[{\"status\":\"%s\"}]}}"
                        .formatted(state, citation));
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }
}
