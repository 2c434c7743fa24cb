package io.tabletalk.embedding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param model     the model that makes the vectors: the name of one that is known, a folder with another, or
///                  `provider:name`
/// @param precision in which numbers it computes: auto, fp32 or int8
/// @param runtime   what computes it in eight bits: auto, onednn or onnxruntime
/// @param weights   the published weights of a known model: a folder, the jar or the ONNX file; empty looks for them
/// @param workers   texts embedded at once, each on one core; 0 takes as many as there are cores
/// @param queueSize passages that may wait before whoever brings more has to wait too
/// @param cacheSize vectors kept in memory, of questions, quotations, and passages whose tokens are not kept, about 2
/// KB
///                  each; 0 keeps none
/// @param cache     vectors of passages kept from one start to the next
/// @param remote    how models of providers are asked
@Validated
@ConfigurationProperties("tabletalk.embedding")
record EmbeddingSettings(
        @NotBlank @DefaultValue(EmbeddingSettings.DEFAULT_MODEL)
        String model,

        @NotNull @DefaultValue(Precision.Choice.AUTOMATIC) String precision,
        @NotNull @DefaultValue("auto") String runtime,
        @NotNull @DefaultValue("") String weights,
        @Min(0) @Max(256) @DefaultValue("0") int workers,
        @Min(1) @Max(100_000) @DefaultValue("256") int queueSize,
        @Min(0) @Max(10_000_000) @DefaultValue("5000") int cacheSize,
        @Valid @NotNull @DefaultValue CacheSettings cache,
        @Valid @NotNull @DefaultValue RemoteSettings remote) {

    /// @param size the most vectors to keep, with the tokens of their passages where these are used; 0 keeps none
    record CacheSettings(
            @Min(0) @Max(1_000_000_000) @DefaultValue("50000")
            long size) {

        static final CacheSettings NONE = new CacheSettings(0);
    }

    static final String DEFAULT_MODEL = "all-MiniLM-L6-v2";

    EmbeddingSettings {
        precision = Precision.Choice.of(precision).toString();
        runtime = EightBitRuntime.of(runtime).toString();
    }

    EightBitRuntime eightBitRuntime() {
        return EightBitRuntime.of(runtime);
    }

    Precision.Choice precisionChoice() {
        return Precision.Choice.of(precision);
    }

    /// The same for another model, whose weights are looked for.
    EmbeddingSettings of(String model, String precision) {
        return new EmbeddingSettings(model, precision, runtime, "", workers, queueSize, cacheSize, cache, remote);
    }

    @Nullable
    Path weightsPlace() {
        return weights.isBlank() ? null : Path.of(weights);
    }

    OnnxEngine.Limits limits() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new OnnxEngine.Limits(workers > 0 ? workers : cores, queueSize, cacheSize);
    }
}
