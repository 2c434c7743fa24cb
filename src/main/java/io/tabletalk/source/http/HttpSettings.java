package io.tabletalk.source.http;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tabletalk.security.Secret;
import io.tabletalk.source.record.FieldPath;
import io.tabletalk.source.record.RecordChoice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An endpoint that answers GET requests with JSON.
///
/// @param url               the first page, with its fixed parameters
/// @param headers           sent with each request; their values are credentials
/// @param parameters        sent in the query of each request; their values are credentials too
/// @param bearerToken       sent as `Authorization: Bearer …`
/// @param oauth2            where to get such a token
/// @param records           JSON pointer to the array of records (or the one record), such as `/data/items`; the whole
///                          answer when missing
/// @param keyFields         what identifies a record: names such as `id` and `address.city`, or pointers such as `/id`;
///                          `id`, `_id`, `uuid` or `key` when empty
/// @param fields            the fields to keep; all when empty
/// @param textFields        the fields to search by meaning; those that hold texts when empty
/// @param titleField        the field that names a record; guessed when missing
/// @param pagination        how further pages are asked for; there is one page when missing
/// @param changedSinceParameter a parameter of the query by which the API gives only what has changed since a time, in
///                          ISO 8601 form: scheduled reads ask for that, and once a day for all
/// @param requestsPerSecond the most requests a second; 5 when missing
record HttpSettings(
        @JsonAlias({"base_url", "endpoint", "table_or_collection", "table"}) @NotBlank
        String url,

        Map<String, Secret> headers,
        Map<String, Secret> parameters,
        @Nullable Secret bearerToken,
        @Valid @Nullable OAuth2 oauth2,
        @Nullable String records,
        @JsonAlias("key_columns") List<String> keyFields,
        @JsonAlias({"columns_or_fields", "columns"}) List<String> fields,

        @JsonAlias("text_columns") List<String> textFields,
        @Nullable String titleField,
        @Valid @Nullable Pagination pagination,
        @Nullable String changedSinceParameter,

        @DecimalMin("0.01") @DecimalMax("1000") @Nullable Double requestsPerSecond) {

    private static final double DEFAULT_RATE = 5;

    HttpSettings {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
        keyFields = FieldPath.all(keyFields);
        fields = FieldPath.all(fields);
        textFields = FieldPath.all(textFields);
        titleField = titleField == null ? null : FieldPath.of(titleField);
    }

    RecordChoice choice() {
        return new RecordChoice(keyFields, fields, textFields, titleField);
    }

    /// The OAuth 2 client credentials grant (RFC 6749, section 4.4).
    ///
    /// @param tokenUrl asked with the client's name and secret as basic credentials
    /// @param scope    what is asked for; nothing when missing
    record OAuth2(
            @NotBlank String tokenUrl,
            @NotBlank String clientId,
            Secret clientSecret,
            @Nullable String scope) {}

    Pagination pages() {
        return pagination == null ? Pagination.NONE : pagination;
    }

    double rate() {
        return requestsPerSecond == null ? DEFAULT_RATE : requestsPerSecond;
    }
}
