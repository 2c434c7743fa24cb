package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Debezium's settings for one table of a PostgreSQL database.
final class EngineSettings {

    /// Debezium puts the name into a URL, where more could switch on parameters that load classes or write files.
    private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N}_.$-]+");

    private EngineSettings() {}

    /// @param name of the slot and the publication, which are there already
    static Map<String, String> of(PostgresAddress address, TableLayout layout, String name) {
        if (!DATABASE.matcher(address.database()).matches()) {
            throw new SourceException(
                    Kind.INVALID,
                    "A database that is followed live has a name of letters, digits, '_', '.', '$' and '-'.");
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.put("database.hostname", address.host());
        settings.put("database.port", Integer.toString(address.port()));
        settings.put("database.dbname", address.database());
        settings.put("database.user", address.username());
        if (address.password() != null) {
            settings.put("database.password", address.password().reveal());
        }
        address.parameters().forEach((property, value) -> settings.put("driver." + property.getName(), value));
        settings.put("driver.ApplicationName", "tabletalk");
        settings.put("plugin.name", "pgoutput");
        settings.put("slot.name", name);
        settings.put("publication.name", name);
        settings.put("publication.autocreate.mode", "disabled");
        settings.put("message.prefix.include.list", name);
        settings.put("decimal.handling.mode", "string");
        settings.put("time.precision.mode", "isostring");
        String table = exactly(layout.table().schema()) + "\\."
                + exactly(layout.table().name());
        settings.put("table.include.list", table);
        settings.put("column.include.list", table + "\\.(" + columns(layout.key()) + ")");
        return settings;
    }

    private static String columns(List<Column> key) {
        return key.stream().map(column -> exactly(column.name())).collect(Collectors.joining("|"));
    }

    /// A regular expression for just this text, without any character that means something to Debezium or in one.
    private static String exactly(String text) {
        return text.chars()
                .mapToObj(character -> Character.isLetterOrDigit(character) || character == '_'
                        ? Character.toString(character)
                        : "\\u%04x".formatted(character))
                .collect(Collectors.joining());
    }
}
