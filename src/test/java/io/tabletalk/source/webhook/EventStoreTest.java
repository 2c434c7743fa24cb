package io.tabletalk.source.webhook;

import static io.tabletalk.source.webhook.WebhookFixture.NOW;
import static io.tabletalk.source.webhook.WebhookFixture.delete;
import static io.tabletalk.source.webhook.WebhookFixture.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.webhook.EventStore.Stored;
import io.tabletalk.web.ApiException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStoreTest {

    private static final SourceId TICKETS = new SourceId("tickets");

    @TempDir
    Path directory;

    private WebhookFixture webhook;

    @BeforeEach
    void open() {
        webhook = WebhookFixture.open(directory, TICKETS);
    }

    @AfterEach
    void close() {
        webhook.close();
    }

    private List<String> keys() {
        return webhook.store().documents(TICKETS, "", 1_000).stream()
                .map(Stored::key)
                .toList();
    }

    private List<Stored> changesAfter(long position) {
        return webhook.store().changes(TICKETS, position, Long.MAX_VALUE, 1_000);
    }

    @Test
    void aDeliveryThatComesAgainIsAnsweredTheSameAndDoesNothing() {
        Delivery first = webhook.send("m-1", upsert("1", "Heron"), upsert("2", "Otter"));
        webhook.send("m-2", delete("1"));

        assertThat(webhook.send("m-1", upsert("1", "Heron"), upsert("2", "Otter")))
                .isEqualTo(first)
                .isEqualTo(new Delivery(2, 0, 2));
        assertThat(keys()).containsExactly("2");
        assertThat(webhook.store().position(TICKETS)).isEqualTo(3);
    }

    @Test
    void anotherDeliveryOfTheSameIdIsRefused() {
        webhook.send("m-1", upsert("1", "Heron"));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> webhook.send("m-1", upsert("1", "Crow")))
                .satisfies(failure -> assertThat(failure.status().value()).isEqualTo(409));
    }

    @Test
    void anEventAboutADocumentThatIsKeptOutIsIgnoredAndNothingOfItIsKept() {
        webhook.send("m-1", upsert("1", "Heron", 1L));
        webhook.keptOut().add("1");

        assertThat(webhook.send("m-2", upsert("1", "Secret", 3L), upsert("2", "Otter")))
                .isEqualTo(new Delivery(1, 1, 2));
        assertThat(keys()).containsExactly("2");
        assertThat(changesAfter(1)).extracting(Stored::key).containsExactly("2");

        webhook.keptOut().clear();
        assertThat(webhook.send("m-3", upsert("1", "Late", 2L)).ignored()).isEqualTo(1);
        assertThat(webhook.send("m-4", upsert("1", "Heron", 3L)).accepted()).isEqualTo(1);
        assertThat(keys()).containsExactly("1", "2");
    }

    @Test
    void theLastWordAboutAKeyCounts() {
        webhook.send("m-1", upsert("1", "Heron"), delete("1"), upsert("1", "Crow"));

        assertThat(changesAfter(0)).singleElement().satisfies(stored -> {
            assertThat(stored.body()).contains("Crow");
            assertThat(stored.sequence()).isEqualTo(3);
        });
    }

    @Test
    void anOlderVersionIsIgnored() {
        webhook.send("m-1", upsert("1", "new", 7L));

        assertThat(webhook.send("m-2", upsert("1", "old", 6L), upsert("2", "other", 1L)))
                .isEqualTo(new Delivery(1, 1, 2));
        assertThat(webhook.store().documents(TICKETS, "", 1).getFirst().body()).contains("new");
    }

    @Test
    void whatIsGoneIsAmongTheChanges() {
        webhook.send("m-1", upsert("1", "Heron"), upsert("2", "Otter"));
        webhook.send("m-2", delete("1"), delete("never there"));

        assertThat(changesAfter(2)).extracting(Stored::key).containsExactly("1", "never there");
        assertThat(changesAfter(2)).extracting(Stored::body).containsOnlyNulls();
        assertThat(keys()).containsExactly("2");
    }

    @Test
    void whatIsOldAndGoneIsForgotten() {
        webhook.send("m-1", upsert("1", "Heron"), delete("1"), upsert("2", "Otter"));

        webhook.sendAt(NOW.plus(Duration.ofDays(8)), "m-2", upsert("3", "Wren"));

        assertThat(changesAfter(0)).extracting(Stored::key).containsExactly("2", "3");
        assertThat(webhook.sendAt(NOW.plus(Duration.ofDays(8)), "m-1", upsert("4", "Crow"))
                        .accepted())
                .isEqualTo(1);
    }

    @Test
    void aForgottenDocumentIsGoneAsIfItsSenderHadDeletedItButNotWhatCameLater() {
        webhook.send("m-1", upsert("1", "Heron"), upsert("2", "Otter"));
        DocumentKey heron = new DocumentKey(TICKETS, "1");

        assertThat(webhook.store().forget(heron, NOW.minusMillis(1))).isFalse();
        assertThat(webhook.store().forget(heron, NOW)).isTrue();
        assertThat(webhook.store().forget(heron, NOW)).isFalse();

        assertThat(keys()).containsExactly("2");
        assertThat(changesAfter(0))
                .filteredOn(stored -> stored.key().equals("1"))
                .extracting(Stored::body)
                .containsOnlyNulls();
        webhook.send("m-2", upsert("1", "Heron again"));
        assertThat(keys()).containsExactly("1", "2");
    }

    @Test
    void deliveriesAtTheSameTimeAreStoredOneAfterAnother() throws InterruptedException, ExecutionException {
        List<Future<Delivery>> deliveries = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 100; i++) {
                String id = "m-" + i % 50; // each comes twice
                String key = "k" + i % 50;
                deliveries.add(senders.submit(() -> webhook.send(id, upsert(key, "Heron"))));
            }
        }
        for (int i = 0; i < 50; i++) {
            assertThat(deliveries.get(i).get()).isEqualTo(deliveries.get(i + 50).get());
        }
        assertThat(keys()).hasSize(50);
        assertThat(webhook.store().position(TICKETS)).isEqualTo(50);
    }

    @Test
    void everythingGoesWithTheSource() {
        webhook.send("m-1", upsert("1", "Heron"));

        webhook.state().client().sql("DELETE FROM source").update();

        for (String table : List.of("webhook_source", "webhook_document", "webhook_delivery")) {
            assertThat(webhook.state()
                            .client()
                            .sql("SELECT count(*) FROM " + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }
}
