package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceFactory;
import io.tabletalk.testing.MariaDb;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

class MariaDbContractIT extends JdbcContractTest {

    private MariaDb database;

    @BeforeEach
    void fillTable() {
        database = MariaDb.create();
        database.execute("""
                CREATE TABLE bike (frame VARCHAR(20), number INT, name TEXT NOT NULL, notes TEXT, built DATE,
                                   PRIMARY KEY (frame, number))""", """
                INSERT INTO bike VALUES
                ('A|B', 1, 'Heron', 'A light touring bicycle.', '2020-02-29'),
                ('A', 1, 'Otter', 'Carries two crates of apples.', NULL),
                ('A', 2, 'Wren 🚲', NULL, NULL)""");
    }

    @Override
    protected SourceFactory<JdbcSettings> factory() {
        return JdbcTables.factory(Dialect.MARIADB, 2);
    }

    @Override
    protected Map<String, Object> settings() {
        return database.settings("bike");
    }

    @Override
    protected String editOneDocument() {
        database.execute("UPDATE bike SET notes = 'Carries three crates.' WHERE name = 'Otter'");
        return "A|1";
    }

    @Override
    protected int openResources() {
        return database.connections();
    }

    @Override
    protected List<String> secrets() {
        return List.of(MariaDb.PASSWORD);
    }
}
