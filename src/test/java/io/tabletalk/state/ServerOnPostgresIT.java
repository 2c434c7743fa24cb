package io.tabletalk.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.source.Sources;
import io.tabletalk.testing.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The whole server with its state on PostgreSQL.
class ServerOnPostgresIT {

    @TempDir
    Path data;

    private final Postgres server = Postgres.create();

    @Test
    void theStateOutlivesTheServerAndNothingOfItLiesInTheDataDirectory() {
        Batch first;
        try (ConfigurableApplicationContext context = start(server.stateUrl())) {
            Ingestion ingestion = context.getBean(Ingestion.class);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> ingestion.recent(1).stream()
                            .anyMatch(batch -> batch.status().isFinal()));
            first = ingestion.recent(1).getFirst();

            assertThat(first.status()).isEqualTo(Batch.Status.COMPLETED);
            assertThat(context.getBean(KnowledgeIndex.class).documentCount())
                    .isEqualTo(first.total())
                    .isPositive();
            assertThat(context.getBean(StateDatabaseCheck.class).check().isUp()).isTrue();
        }

        try (ConfigurableApplicationContext context = start(server.stateUrl())) {
            assertThat(context.getBean(Ingestion.class).recent(10)).containsExactly(first);
            assertThat(context.getBean(Sources.class).all()).hasSize(1);
        }
        assertThat(Files.exists(new DataDirectory(data).database())).isFalse();
    }

    @Test
    void aDatabaseThatCannotBeUsedStopsTheStartWithTheReason() {
        String url =
                "postgresql://" + Postgres.READER + ":swordfish@localhost:" + server.port() + "/" + server.database();

        assertThatThrownBy(() -> start(url).close())
                .rootCause()
                .hasMessageContaining("password authentication failed for user \"reader\"")
                .message()
                .doesNotContain("swordfish");
    }

    private ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(TabletalkApplication.class)
                .run("--server.port=0", "--tabletalk.data-dir=" + data, "--tabletalk.state.url=" + url);
    }
}
