package io.tabletalk.source.jdbc;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tabletalk.security.Secret;
import io.tabletalk.source.cdc.ChangesTopic;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table or view of a PostgreSQL database.
///
/// @param host             a name or an address; `localhost` when missing
/// @param port             5432 when missing
/// @param connectionString `postgresql://user:password@host:port/database?sslmode=…`, instead of the parts; also
///                         `jdbc:postgresql://…` and `postgresql+driver://…`. Parts that are given too win.
/// @param schema           the database's search path when missing; the table may name its schema too (`sales.orders`)
/// @param fields           the columns to read; all but binary ones when empty
/// @param textFields       the columns to search by meaning; those of text types when empty
/// @param keyFields        the columns that identify a row, for a view or a table without primary key
/// @param titleField       the column that names a row; guessed when missing
/// @param live             whether changes are followed as they are committed; not when missing
/// @param replicationName  what the replication slot and the publication of a live source are called; made from the
///                         source's name when missing
/// @param changes          where a cluster of Kafka Connect writes the changes, instead of `live`
record PostgresSettings(
        @Nullable String host,
        @Nullable @Min(1) @Max(65_535) Integer port,
        @Nullable String database,
        @JsonAlias("user") @Nullable String username,
        @Nullable Secret password,
        @JsonAlias({"uri", "url"}) @Nullable Secret connectionString,
        @Nullable String schema,
        @JsonAlias("table_or_collection") @NotBlank String table,

        @JsonAlias({"columns_or_fields", "columns"}) List<String> fields,

        @JsonAlias("text_columns") List<String> textFields,
        @JsonAlias("key_columns") List<String> keyFields,
        @Nullable String titleField,
        @Nullable Boolean live,

        @Nullable @Pattern(regexp = "[a-z0-9_]{1,63}", message = "has 1 to 63 lower-case letters, digits or '_'")
        String replicationName,

        @Valid @Nullable ChangesTopic changes) {

    PostgresSettings {
        fields = fields == null ? List.of() : List.copyOf(fields);
        textFields = textFields == null ? List.of() : List.copyOf(textFields);
        keyFields = keyFields == null ? List.of() : List.copyOf(keyFields);
    }

    FieldChoice choice() {
        return new FieldChoice(fields, textFields, keyFields, titleField);
    }

    boolean isLive() {
        return Boolean.TRUE.equals(live);
    }
}
