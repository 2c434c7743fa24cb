package io.tabletalk.source.jdbc;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import io.tabletalk.security.Secret;
import io.tabletalk.source.cdc.ChangesTopic;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A table, a view or a query of a database.
///
/// @param host       a name or an address; `localhost` when missing
/// @param port       the usual one of the database when missing
/// @param database   for Oracle, the name of the service
/// @param filePath   of SQLite, the file: below the data directory or `tabletalk.files.roots`
/// @param url        of kind `jdbc`, the whole address, which has to begin with one of `tabletalk.jdbc.allowed-urls`
/// @param tls        `off`, `trust` (encrypted, whoever answers) or `verify` (the certificate has to be right); what
///                   the driver does by default when missing
/// @param schema     the user's own when missing
/// @param table      a table or view; either this or the query
/// @param query      one SELECT, to be read instead of a table; `key_fields` has to name what identifies its rows
/// @param fields     the columns to read; all but binary ones when empty
/// @param textFields the columns to search by meaning; those of text types when empty
/// @param keyFields  the columns that identify a row, where there is no primary key
/// @param titleField the column that names a row; guessed when missing
/// @param cursorField a column that grows whenever a row changes, such as `updated_at`: scheduled reads take only the
///                    rows that have changed, and once a day all
/// @param changes     where a cluster of Kafka Connect writes the changes of the table, which is followed by them then
record JdbcSettings(
        @Nullable String host,
        @Nullable @Min(1) @Max(65_535) Integer port,
        @Nullable String database,
        @Nullable String filePath,
        @JsonAlias("connection_string") @Nullable Secret url,
        @JsonAlias("user") @Nullable String username,
        @Nullable Secret password,
        @Nullable Tls tls,
        @Nullable String schema,
        @JsonAlias("table_or_collection") @Nullable String table,
        @Nullable String query,

        @JsonAlias({"columns_or_fields", "columns"}) List<String> fields,

        @JsonAlias("text_columns") List<String> textFields,
        @JsonAlias("key_columns") List<String> keyFields,
        @Nullable String titleField,
        @Nullable String cursorField,
        @Valid @Nullable ChangesTopic changes) {

    enum Tls {
        OFF,
        TRUST,
        VERIFY;

        @JsonCreator
        static Tls named(String name) {
            return switch (name.strip().toLowerCase(Locale.ROOT)) {
                case "off" -> OFF;
                case "trust" -> TRUST;
                case "verify" -> VERIFY;
                default -> throw new IllegalArgumentException("there are off, trust and verify.");
            };
        }
    }

    JdbcSettings {
        fields = fields == null ? List.of() : List.copyOf(fields);
        textFields = textFields == null ? List.of() : List.copyOf(textFields);
        keyFields = keyFields == null ? List.of() : List.copyOf(keyFields);
        requireOneOf(table, query);
        if (query != null) {
            ReadOnlyQuery.require(query);
            if (keyFields.isEmpty()) {
                throw new IllegalArgumentException(
                        "a query needs key_fields: the columns that together differ for every row.");
            }
        }
    }

    FieldChoice choice() {
        return new FieldChoice(fields, textFields, keyFields, titleField);
    }

    /// What is read, for a person.
    String what() {
        return table == null ? "the query" : "table " + table;
    }

    private static void requireOneOf(@Nullable String table, @Nullable String query) {
        boolean isTable = table != null && !table.isBlank();
        boolean isQuery = query != null && !query.isBlank();
        if (isTable == isQuery) {
            throw new IllegalArgumentException("give either a table or a query.");
        }
    }
}
