package io.tabletalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaIT {

    @TempDir
    Path directory;

    @Test
    void aKilledBrokerComesBackWithItsTopics() throws Exception {
        try (Kafka kafka = Kafka.start(directory)) {
            createTopic(kafka, "kept");

            kafka.kill();
            kafka.restart();

            try (Admin admin = kafka.admin()) {
                assertThat(admin.listTopics().names().get()).containsExactly("kept");
            }
        }
    }

    private static void createTopic(Kafka kafka, String name) throws InterruptedException, ExecutionException {
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }
}
