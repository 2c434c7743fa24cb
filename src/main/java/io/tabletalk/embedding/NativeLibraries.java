package io.tabletalk.embedding;

import ai.onnxruntime.OrtEnvironment;
import io.tabletalk.embedding.onednn.OneDnnLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the native libraries where they stay from one start to the next.
///
/// Left alone, the tokenizer unpacks into the home folder, and ONNX Runtime into a new temporary folder at every start,
/// which nobody deletes when the process is killed.
final class NativeLibraries {

    private static final List<String> ONNX_RUNTIME = List.of("onnxruntime", "onnxruntime4j_jni");
    private static final String ONNX_RUNTIME_PROPERTY = "onnxruntime.native.path";
    private static final String TOKENIZER_PROPERTY = "DJL_CACHE_DIR";

    private static @Nullable Optional<String> oneDnnHindrance;

    private NativeLibraries() {}

    /// Only the first call of a process counts: libraries are loaded once.
    static synchronized void unpackInto(Path directory) throws IOException {
        setUnlessPresent(TOKENIZER_PROPERTY, directory);
        unpackOnnxRuntime(directory);
    }

    private static void unpackOnnxRuntime(Path directory) throws IOException {
        String resources = "/ai/onnxruntime/native/" + platform() + "/";
        Path target = directory.resolve("onnxruntime").resolve(platform());
        for (String library : ONNX_RUNTIME) {
            String file = System.mapLibraryName(library);
            URL packed = OrtEnvironment.class.getResource(resources + file);
            if (packed == null) {
                // ONNX Runtime says itself, and better, that it does not know this platform.
                return;
            }
            unpack(packed, target.resolve(file));
        }
        setUnlessPresent(ONNX_RUNTIME_PROPERTY, target);
    }

    /// Loads oneDNN, once in a process.
    ///
    /// @return what hinders this machine from using it, as a sentence
    static synchronized Optional<String> loadOneDnn(Path directory) {
        if (oneDnnHindrance == null) {
            oneDnnHindrance = oneDnnHindrance(directory);
        }
        return oneDnnHindrance;
    }

    private static Optional<String> oneDnnHindrance(Path directory) {
        List<URL> packed = OneDnnLibrary.files();
        if (packed.isEmpty()) {
            return Optional.of("It is not part of this installation, or not for this platform.");
        }
        try {
            Path file = directory;
            for (URL library : packed) {
                file = directory
                        .resolve("onednn")
                        .resolve(Path.of(library.getPath()).getFileName());
                unpack(library, file);
            }
            return OneDnnLibrary.load(file)
                    ? Optional.empty()
                    : Optional.of("The processor has no instructions for bytes (AVX-512 VNNI).");
        } catch (IOException | LinkageError | IllegalCallerException | IllegalStateException e) {
            return Optional.of("It cannot be loaded: " + e);
        }
    }

    private static void setUnlessPresent(String property, Path directory) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, directory.toString());
        }
    }

    private static void unpack(URL packed, Path file) throws IOException {
        URLConnection connection = packed.openConnection();
        try (InputStream content = connection.getInputStream()) {
            if (Files.exists(file) && Files.size(file) == connection.getContentLengthLong()) {
                return;
            }
            Files.createDirectories(file.getParent());
            Path partial =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
            try {
                Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        }
    }

    /// As ONNX Runtime names its folders.
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return operatingSystem(system) + "-" + (architecture.equals("aarch64") ? "aarch64" : "x64");
    }

    private static String operatingSystem(String name) {
        if (name.contains("win")) {
            return "win";
        }
        return name.contains("mac") ? "osx" : "linux";
    }
}
