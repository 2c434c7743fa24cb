package io.tabletalk.retrieval;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param rerank how the best results of a search are looked at again: `auto`, `off` or `late-interaction`
@Validated
@ConfigurationProperties("tabletalk.retrieval")
record RetrievalSettings(@NotNull @DefaultValue("auto") String rerank) {

    RetrievalSettings {
        rerank = Reranking.of(rerank).toString();
    }

    Reranking reranking() {
        return Reranking.of(rerank);
    }
}
