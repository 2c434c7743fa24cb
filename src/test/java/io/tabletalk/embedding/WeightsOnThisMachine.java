package io.tabletalk.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Published weights that are no dependency of the tests, where Maven has put them.
final class WeightsOnThisMachine {

    private WeightsOnThisMachine() {}

    static Optional<Path> of(KnownModel model) {
        Path artifact = Path.of(System.getProperty("user.home"), ".m2/repository/dev/langchain4j", model.artifact());
        if (!Files.isDirectory(artifact)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(artifact)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String howToGet(KnownModel model) {
        return "No weights of " + model.title() + " on this machine. Get them with: ./mvnw dependency:get"
                + " -Dartifact=dev.langchain4j:" + model.artifact() + ":1.20.0-beta30";
    }
}
