package io.tabletalk.source.mongo;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tabletalk.security.Secret;
import io.tabletalk.source.cdc.ChangesTopic;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A collection or view of a MongoDB database.
///
/// @param host             a name or an address; `localhost` when missing
/// @param port             27017 when missing
/// @param authSource       the database that knows the user; `admin` when missing
/// @param tls              whether to encrypt the connection; no when missing
/// @param connectionString `mongodb://…` or `mongodb+srv://…`, instead of the parts. Database, user name and password
///                         that are given too win.
/// @param fields           the fields to read, nested ones as `address.street`; all when empty
/// @param textFields       the fields to search by meaning; those that hold texts when empty
/// @param titleField       the field that names a document; guessed when missing
/// @param cursorField      a field that grows whenever a document changes, such as `updated_at`: scheduled reads take
///                         only the documents that have changed, and once a day all
/// @param live             whether changes are followed as they are made; not when missing
/// @param changes          where a cluster of Kafka Connect writes the changes, instead of `live`
record MongoSettings(
        @Nullable String host,
        @Nullable @Min(1) @Max(65_535) Integer port,
        @Nullable String database,
        @JsonAlias("user") @Nullable String username,
        @Nullable Secret password,
        @Nullable String authSource,
        @Nullable Boolean tls,
        @JsonAlias({"uri", "url"}) @Nullable Secret connectionString,

        @JsonAlias({"table_or_collection", "table"}) @NotBlank
        String collection,

        @JsonAlias({"columns_or_fields", "columns"}) List<String> fields,

        @JsonAlias("text_columns") List<String> textFields,
        @Nullable String titleField,
        @Nullable String cursorField,
        @Nullable Boolean live,
        @Valid @Nullable ChangesTopic changes) {

    MongoSettings {
        fields = fields == null ? List.of() : List.copyOf(fields);
        textFields = textFields == null ? List.of() : List.copyOf(textFields);
    }

    /// Every field that is named, once.
    List<String> named() {
        return Stream.of(
                        fields,
                        textFields,
                        titleField == null ? List.<String>of() : List.of(titleField),
                        cursorField == null ? List.<String>of() : List.of(cursorField))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    boolean isLive() {
        return Boolean.TRUE.equals(live);
    }
}
