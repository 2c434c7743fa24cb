package io.tabletalk.index.lucene;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param language of the documents, by which words are brought to the form in which they are compared
/// @param reEmbedAtStart whether an index made with another embedding model gets new vectors without being asked
@Validated
@ConfigurationProperties("tabletalk.index")
record IndexSettings(
        @NotNull @DefaultValue("english") String language,
        @DefaultValue("false") boolean reEmbedAtStart) {

    IndexSettings {
        language = Language.of(language).toString();
    }

    Language words() {
        return Language.of(language);
    }
}
