package io.tabletalk.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The models whose ranges for eight bits are part of Tabletalk.
enum KnownModel {
    /// <https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2>
    MINI_LM("all-MiniLM-L6-v2", "all-minilm-l6-v2", new ModelTraits(Pooling.MEAN, "", "", 256, 0.38)),
    /// <https://huggingface.co/BAAI/bge-small-en-v1.5>, where the prefix is given too.
    BGE_SMALL(
            "bge-small-en-v1.5",
            "bge-small-en-v15",
            new ModelTraits(Pooling.CLS, "Represent this sentence for searching relevant passages: ", "", 512, 0.65));

    private static final int HEADS = 12;

    private final String title;
    private final String artifact;
    private final ModelTraits traits;

    KnownModel(String title, String artifact, ModelTraits traits) {
        this.title = title;
        this.artifact = "langchain4j-embeddings-" + artifact;
        this.traits = traits;
    }

    static Optional<KnownModel> find(String name) {
        return Arrays.stream(values())
                .filter(model -> model.title.equalsIgnoreCase(name))
                .findFirst();
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(KnownModel::title).toList();
    }

    String title() {
        return title;
    }

    /// What its files are named after in the class path and in the published jar.
    String files() {
        return title.toLowerCase(java.util.Locale.ROOT);
    }

    /// The published weights on Maven Central, of the group `dev.langchain4j`.
    String artifact() {
        return artifact;
    }

    ModelTraits traits() {
        return traits;
    }

    /// Of the attention.
    int heads() {
        return HEADS;
    }
}
