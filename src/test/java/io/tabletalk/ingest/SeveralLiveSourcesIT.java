package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Freshness;
import io.tabletalk.source.LiveState;
import io.tabletalk.source.LiveState.State;
import io.tabletalk.source.Sources;
import io.tabletalk.testing.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Several tables, of one database and of another, are followed by one server at the same time.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SeveralLiveSourcesIT {

    private static final SourceId NOTES = new SourceId("notes");
    private static final SourceId ORDERS = new SourceId("orders");
    private static final SourceId ELSEWHERE = new SourceId("notes-elsewhere");

    @TempDir
    static Path data;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", data::toString);
        registry.add("tabletalk.sample-data", () -> "false");
    }

    @Autowired
    Sources sources;

    @Autowired
    Ingestion ingestion;

    @Autowired
    Freshness freshness;

    @Autowired
    KnowledgeIndex index;

    private final Postgres here = withTable("note");
    private final Postgres there = withTable("note");

    @AfterEach
    void removeSources() {
        List<String> removals = Stream.of(NOTES, ORDERS, ELSEWHERE)
                .filter(source -> sources.find(source).isPresent())
                .map(source -> ingestion.remove(source).id())
                .toList();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> removals.stream()
                        .allMatch(batch ->
                                ingestion.find(batch).orElseThrow().status().isFinal()));
    }

    @Test
    void allOfThemAreFollowedAtOnce() {
        here.execute("CREATE TABLE purchase (id int PRIMARY KEY, body text)");
        follow(NOTES, here, "note");
        follow(ORDERS, here, "purchase");
        follow(ELSEWHERE, there, "note");
        List.of(NOTES, ORDERS, ELSEWHERE).forEach(this::awaitFollowing);

        here.execute("INSERT INTO note VALUES (1, 'Herons')", "INSERT INTO purchase VALUES (2, 'Two chairs')");
        there.execute("INSERT INTO note VALUES (3, 'Otters')");

        awaitKeys(NOTES, "1");
        awaitKeys(ORDERS, "2");
        awaitKeys(ELSEWHERE, "3");
    }

    @Test
    void aSourceThatIsGivenTheSlotOfAnotherOneNeverTouchesIt() {
        here.execute("CREATE TABLE purchase (id int PRIMARY KEY, body text)");
        follow(NOTES, here, "note", Map.of("replication_name", "shared"));
        awaitFollowing(NOTES);

        follow(ORDERS, here, "purchase", Map.of("replication_name", "shared"));

        await().atMost(Duration.ofMinutes(1)).until(() -> state(ORDERS).state() == State.FAILING);
        assertThat(state(ORDERS).problem()).contains("shared");
        sources.remove(ORDERS);

        assertThat(here.query("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'shared' AND active"))
                .isEqualTo("1");
        assertThat(state(NOTES).state()).isEqualTo(State.FOLLOWING);
    }

    private static Postgres withTable(String name) {
        Postgres postgres = Postgres.create();
        postgres.execute("CREATE TABLE " + name + " (id int PRIMARY KEY, body text)");
        return postgres;
    }

    private void follow(SourceId id, Postgres postgres, String table) {
        follow(id, postgres, table, Map.of());
    }

    private void follow(SourceId id, Postgres postgres, String table, Map<String, Object> more) {
        Map<String, Object> settings = postgres.liveSettings(table);
        settings.putAll(more);
        sources.define(Optional.of(id), "postgresql", settings);
    }

    private void awaitFollowing(SourceId source) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(state(source).state()).isEqualTo(State.FOLLOWING));
        assertThat(state(source).problem()).isNull();
    }

    private LiveState state(SourceId source) {
        return freshness.state(source).orElseThrow();
    }

    private void awaitKeys(SourceId source, String... keys) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(keys(source)).containsExactlyInAnyOrder(keys));
    }

    private Set<String> keys(SourceId source) {
        try (Stream<IndexedDocument> documents = index.documents(source)) {
            return documents.map(document -> document.key().key()).collect(Collectors.toSet());
        }
    }
}
