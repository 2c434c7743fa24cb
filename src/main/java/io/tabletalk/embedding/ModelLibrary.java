package io.tabletalk.embedding;

import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedding models there are, by name.
///
/// @param directory whose `models` folder holds weights that were brought, and whose cache holds prepared models
record ModelLibrary(DataDirectory directory) {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLibrary.class);

    private static final Pattern REMOTE = Pattern.compile("([a-z-]+):(.+)");

    /// Opens a known model by its name, one of a provider as `provider:name`, one in the folder of models by the name
    /// of its own folder, or one in any folder by its path. The name may have its publisher in front, as other
    /// systems
    /// write it.
    ///
    /// @throws IllegalArgumentException when there is no such model; the message lists those there are
    /// @throws IllegalStateException when its weights are missing; the message says how to get them
    EmbeddingEngine open(EmbeddingSettings settings) {
        Matcher remote = REMOTE.matcher(settings.model());
        if (remote.matches() && RemoteProvider.find(remote.group(1)).isPresent()) {
            return new RemoteEngine(
                    RemoteProvider.of(remote.group(1)),
                    remote.group(2),
                    settings.remote(),
                    settings.cacheSize(),
                    directory.cache());
        }
        return new OnnxEngine(find(settings), settings.limits(), directory.cache());
    }

    /// Opens the engine whose fingerprint this is, when its model is on this machine or at the provider it names.
    ///
    /// A fingerprint begins with the name of its model, which may hold `/` itself.
    Optional<EmbeddingEngine> open(String fingerprint, EmbeddingSettings settings) {
        String precision = fingerprint.contains("/int8-") ? "int8" : fingerprint.contains("/fp32/") ? "fp32" : "auto";
        for (int end = fingerprint.length(); end > 0; end = fingerprint.lastIndexOf('/', end - 1)) {
            Optional<EmbeddingEngine> engine =
                    openIfThere(settings.of(fingerprint.substring(0, end), precision), fingerprint);
            if (engine.isPresent()) {
                return engine;
            }
        }
        return Optional.empty();
    }

    private Optional<EmbeddingEngine> openIfThere(EmbeddingSettings settings, String fingerprint) {
        try {
            EmbeddingEngine engine = open(settings);
            if (engine.fingerprint().equals(fingerprint)) {
                return Optional.of(engine);
            }
            engine.close();
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.debug("{} is not {}: {}", settings.model(), fingerprint, e.getMessage());
        }
        return Optional.empty();
    }

    private LocalModel find(EmbeddingSettings settings) {
        Path cache = directory.cache().resolve("models");
        Precision.Choice precision = settings.precisionChoice();
        Optional<KnownModel> known =
                KnownModel.find(settings.model().replaceFirst("^(sentence-transformers|BAAI)/", ""));
        if (known.isPresent()) {
            return new KnownLocalModel(
                    known.get(),
                    precision.orElse(Precision.INT8),
                    settings.eightBitRuntime(),
                    settings.weightsPlace(),
                    directory.models(),
                    cache);
        }
        Path folder = folder(settings.model()).orElseThrow(() -> unknown(settings.model()));
        try {
            return ModelFolder.open(folder, precision, settings.eightBitRuntime(), cache);
        } catch (IOException e) {
            throw new IllegalStateException("The embedding model in " + folder + " cannot be read: " + e, e);
        }
    }

    private Optional<Path> folder(String name) {
        try {
            return Stream.of(directory.models().resolve(name), Path.of(name).toAbsolutePath())
                    .filter(Files::isDirectory)
                    .findFirst();
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    private IllegalArgumentException unknown(String name) {
        List<String> names = new ArrayList<>(KnownModel.titles());
        names.addAll(brought());
        return new IllegalArgumentException("There is no embedding model '" + name + "'. The models are "
                + String.join(", ", names) + ", or the path of a folder with " + ModelFolder.MODEL + " and "
                + ModelFolder.TOKENIZER + ", or a provider's model as " + String.join(":NAME, ", RemoteProvider.ids())
                + ":NAME.");
    }

    private List<String> brought() {
        if (!Files.isDirectory(directory.models())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(directory.models())) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("The folder " + directory.models() + " cannot be read: " + e, e);
        }
    }
}
