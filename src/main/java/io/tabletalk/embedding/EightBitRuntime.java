package io.tabletalk.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What computes the models that are prepared in eight bits. All compute the same with the same weights, and differ in
/// how they round.
enum EightBitRuntime {
    /// oneDNN where this machine can use it and it can open the model, ONNX Runtime elsewhere.
    AUTO,
    /// On Linux, on x86-64 processors with AVX-512 VNNI.
    ONEDNN,
    /// Everywhere.
    ONNXRUNTIME;

    private static final Logger LOG = LoggerFactory.getLogger(EightBitRuntime.class);

    /// @throws IllegalArgumentException when there is none of this name
    static EightBitRuntime of(String name) {
        for (EightBitRuntime runtime : values()) {
            if (runtime.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return runtime;
            }
        }
        throw new IllegalArgumentException("There is no embedding runtime '" + name + "'. The runtimes are "
                + Arrays.stream(values()).map(EightBitRuntime::toString).collect(Collectors.joining(", ")) + ".");
    }

    /// Opens a model with one of the runtimes.
    interface Opening {
        LoadedModel open() throws IOException, OrtException;
    }

    /// Opens a model with the runtime that is to be used.
    ///
    /// @param natives     where native libraries are unpacked
    /// @param oneDnn      opens it with oneDNN; its library has been loaded then
    /// @param onnxRuntime opens it with ONNX Runtime
    /// @throws IllegalStateException when oneDNN must be used and cannot
    LoadedModel open(Path natives, Opening oneDnn, Opening onnxRuntime) throws IOException, OrtException {
        return this == ONNXRUNTIME
                ? onnxRuntime.open()
                : open(NativeLibraries.loadOneDnn(natives), oneDnn, onnxRuntime);
    }

    /// @param hindrance what hinders this machine from using oneDNN
    LoadedModel open(Optional<String> hindrance, Opening oneDnn, Opening onnxRuntime) throws IOException, OrtException {
        if (hindrance.isPresent()) {
            return withoutOneDnn(hindrance.get(), null, onnxRuntime);
        }
        LoadedModel model;
        try {
            model = oneDnn.open();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // When memory ran out, what oneDNN had taken has been given back by now.
            return withoutOneDnn("It cannot open the model: " + e, e, onnxRuntime);
        }
        LOG.info("Texts are embedded with oneDNN.");
        return model;
    }

    private LoadedModel withoutOneDnn(String reason, @Nullable Throwable cause, Opening onnxRuntime)
            throws IOException, OrtException {
        if (this == ONEDNN) {
            throw new IllegalStateException("oneDNN cannot be used: " + reason, cause);
        }
        LOG.info("Texts are embedded with ONNX Runtime, because oneDNN cannot be used: {}", reason);
        return onnxRuntime.open();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
