package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Readable;
import io.tabletalk.source.SourceRecord.Unreadable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Opens tables of a test's database as sources, and reads them whole.
record JdbcTables(JdbcSourceFactory factory) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    static JdbcSourceFactory factory(Dialect dialect, int rowsPerSplit, String... allowedUrls) {
        return new JdbcSourceFactory(
                dialect, new JdbcDrivers(Path.of("no-such-folder")), Path::of, List.of(allowedUrls), rowsPerSplit);
    }

    Source open(Map<String, Object> settings) {
        return factory.open(new SourceId("under-test"), MAPPER.convertValue(settings, JdbcSettings.class));
    }

    List<SourceRecord> records(Map<String, Object> settings) {
        try (Source source = open(settings)) {
            return source.plan().stream()
                    .flatMap(split -> PostgresTables.read(source, split).stream())
                    .toList();
        }
    }

    List<Document> documents(Map<String, Object> settings) {
        return records(settings).stream()
                .filter(Readable.class::isInstance)
                .map(each -> ((Readable) each).document())
                .toList();
    }

    List<Unreadable> unreadable(Map<String, Object> settings) {
        return records(settings).stream()
                .filter(Unreadable.class::isInstance)
                .map(Unreadable.class::cast)
                .toList();
    }

    static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static int count(String url, String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
