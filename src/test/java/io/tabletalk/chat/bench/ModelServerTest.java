package io.tabletalk.chat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.testing.bench.Clients;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ModelServerTest {

    @Test
    void everyoneWhoAsksGetsTheWholeAnswerAfterTheDelay() throws Exception {
        Duration delay = Duration.ofMillis(30);
        Queue<Answered> answers = new ConcurrentLinkedQueue<>();
        try (ModelServer server = ModelServer.start(delay)) {
            ModelAnswers model = new ModelAnswers(server.endpoint());

            Clients.each(4, 12, number -> answers.add(model.ask("Question " + number)));
        }

        assertThat(answers).hasSize(12).allSatisfy(answer -> {
            assertThat(answer.text()).isEqualTo(ModelServer.ANSWER);
            assertThat(answer.firstToken()).isGreaterThanOrEqualTo(delay.toNanos());
            assertThat(answer.whole()).isGreaterThanOrEqualTo(answer.firstToken());
        });
    }
}
