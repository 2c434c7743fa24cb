package io.tabletalk.embedding;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What computes the models that are prepared in eight bits. All compute the same with the same weights, and differ in how
/// they round.
enum EightBitRuntime {
    /// oneDNN where this machine can use it, ONNX Runtime elsewhere.
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

    /// Loads oneDNN when it is to be used.
    ///
    /// @param natives where native libraries are unpacked
    /// @throws IllegalStateException when it must be used and cannot
    boolean usesOneDnn(Path natives) {
        if (this == ONNXRUNTIME) {
            return false;
        }
        Optional<String> hindrance = NativeLibraries.loadOneDnn(natives);
        if (hindrance.isPresent() && this == ONEDNN) {
            throw new IllegalStateException("oneDNN cannot be used: " + hindrance.get());
        }
        LOG.info("Texts are embedded with {}", hindrance.map(why -> "ONNX Runtime: " + why).orElse("oneDNN."));
        return hindrance.isEmpty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
