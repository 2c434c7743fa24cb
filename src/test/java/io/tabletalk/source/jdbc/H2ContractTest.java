package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class H2ContractTest extends JdbcContractTest {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String url = "jdbc:h2:mem:bikes" + DATABASES.incrementAndGet();

    @BeforeEach
    void fillTable() {
        JdbcTables.execute(url + ";DB_CLOSE_DELAY=-1", """
                CREATE TABLE "bike" ("frame" VARCHAR(20), "number" INT, "name" VARCHAR NOT NULL, "notes" CLOB,
                                     "built" DATE, PRIMARY KEY ("frame", "number"))""", """
                INSERT INTO "bike" VALUES
                ('A|B', 1, 'Heron', 'A light touring bicycle.', DATE '2020-02-29'),
                ('A', 1, 'Otter', 'Carries two crates of apples.', NULL),
                ('A', 2, 'Wren 🚲', NULL, NULL)""");
    }

    @AfterEach
    void drop() {
        JdbcTables.execute(url, "SHUTDOWN");
    }

    @Override
    protected SourceFactory<JdbcSettings> factory() {
        return JdbcTables.factory(Dialect.JDBC, 2, "jdbc:h2:mem:bikes");
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("url", url, "table", "bike");
    }

    @Override
    protected String editOneDocument() {
        JdbcTables.execute(url, "UPDATE \"bike\" SET \"notes\" = 'Carries three crates.' WHERE \"name\" = 'Otter'");
        return "A|1";
    }

    /// Sessions besides the one that counts.
    @Override
    protected int openResources() {
        return JdbcTables.count(url, "SELECT count(*) - 1 FROM information_schema.sessions");
    }
}
