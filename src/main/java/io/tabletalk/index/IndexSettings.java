package io.tabletalk.index;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param type which index holds the documents
@Validated
@ConfigurationProperties("tabletalk.index")
record IndexSettings(@NotNull @DefaultValue("lucene") Type type) {

    enum Type {
        LUCENE,
        CHROMA,
        LANGCHAIN4J
    }
}
