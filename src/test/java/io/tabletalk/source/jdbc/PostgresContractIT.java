package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceContractTest;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.testing.Postgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

class PostgresContractIT extends SourceContractTest<PostgresSettings> {

    private Postgres postgres;

    @BeforeEach
    void fillTable() {
        postgres = Postgres.create();
        postgres.execute(
                "CREATE TABLE bike (frame text, number int, name text NOT NULL, notes text, built date,"
                        + " PRIMARY KEY (frame, number))",
                """
                INSERT INTO bike VALUES
                ('A|B', 1, 'Heron', 'A light touring bicycle.', '2020-02-29'),
                ('A', 1, 'Otter', 'Carries two crates of apples.', NULL),
                ('A', 2, 'Wren 🚲', NULL, 'infinity')""");
    }

    @Override
    protected SourceFactory<PostgresSettings> factory() {
        return new PostgresSourceFactory(2);
    }

    @Override
    protected Map<String, Object> settings() {
        return postgres.settings("bike");
    }

    @Override
    protected Map<String, Object> settingsOfMissing() {
        Map<String, Object> missing = new HashMap<>(settings());
        missing.put("table", "boat");
        return missing;
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("A\\|B|1", "A|1", "A|2");
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("frame", "number", "name", "notes", "built");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of("frame", "number");
    }

    @Override
    protected String editOneDocument() {
        postgres.execute("UPDATE bike SET notes = 'Carries three crates.' WHERE name = 'Otter'");
        return "A|1";
    }

    @Override
    protected int openResources() {
        return postgres.busyConnections();
    }

    @Override
    protected List<String> secrets() {
        return List.of(Postgres.PASSWORD);
    }
}
