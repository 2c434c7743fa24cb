package io.tabletalk.embedding;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param model     the model that makes the vectors
/// @param precision in which numbers it computes: fp32 or int8
/// @param weights   the published floats, for fp32: the ONNX file or the jar with it; empty looks in the class path
/// @param workers   texts embedded at once, each on one core; 0 takes as many as there are cores
/// @param queueSize passages that may wait before whoever brings more has to wait too
/// @param cacheSize vectors kept in memory, about 2 KB each; 0 keeps none
@Validated
@ConfigurationProperties("tabletalk.embedding")
record EmbeddingSettings(
        @NotNull @DefaultValue("all-MiniLM-L6-v2") String model,
        @NotNull @DefaultValue("int8") String precision,
        @NotNull @DefaultValue("") String weights,
        @Min(0) @Max(256) @DefaultValue("0") int workers,
        @Min(1) @Max(100_000) @DefaultValue("256") int queueSize,
        @Min(0) @Max(10_000_000) @DefaultValue("5000") int cacheSize) {

    static final String BUNDLED = "all-MiniLM-L6-v2";

    EmbeddingSettings {
        // The name with the publisher in front is how other systems write it.
        model = model.replaceFirst("^sentence-transformers/", "");
        if (!model.equals(BUNDLED)) {
            throw new IllegalArgumentException(
                    "There is no embedding model '" + model + "'. The models are " + BUNDLED + ".");
        }
        precision = Precision.of(precision).toString();
    }

    ModelFiles files(Path directory) {
        return new ModelFiles(weights.isBlank() ? null : Path.of(weights), directory);
    }

    int workersOrCores() {
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }
}
