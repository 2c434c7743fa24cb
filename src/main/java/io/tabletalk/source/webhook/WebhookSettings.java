package io.tabletalk.source.webhook;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tabletalk.security.Secret;
import io.tabletalk.source.record.FieldPath;
import io.tabletalk.source.record.RecordChoice;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Documents that are sent here.
///
/// @param secret         with which senders sign: any text of 24 characters or more, or `whsec_` and Base64 of its
///                       bytes
/// @param previousSecret is accepted too, while senders change over
/// @param fields         the fields to keep; all when empty
/// @param textFields     the fields to search by meaning; those that hold texts when empty
/// @param titleField     the field that names a document; guessed when missing
record WebhookSettings(
        @NotNull Secret secret,
        @Nullable Secret previousSecret,

        @JsonAlias({"columns_or_fields", "columns"}) List<String> fields,

        @JsonAlias("text_columns") List<String> textFields,
        @Nullable String titleField) {

    WebhookSettings {
        fields = FieldPath.all(fields);
        textFields = FieldPath.all(textFields);
        titleField = titleField == null ? null : FieldPath.of(titleField);
    }

    RecordChoice choice() {
        return new RecordChoice(List.of(), fields, textFields, titleField);
    }
}
