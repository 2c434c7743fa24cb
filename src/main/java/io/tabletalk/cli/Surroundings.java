package io.tabletalk.cli;

import io.tabletalk.cli.server.EnvironmentFile;
import io.tabletalk.security.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the program was started.
///
/// @param workingDirectory absolute; the caller's, to which relative file arguments belong
record Surroundings(Map<String, String> environment, Path workingDirectory) {

    static final String HOME = "TABLETALK_HOME";
    static final String DATA_DIRECTORY = "TABLETALK_DATA_DIR";
    static final String API_KEY = "TABLETALK_API_KEY";

    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of("").toAbsolutePath());
    }

    /// The project folder, as the launcher says; the working directory when the jar was started by itself.
    Path home() {
        return Optional.ofNullable(environment.get(HOME)).map(Path::of).orElse(workingDirectory);
    }

    /// A setting from the environment, or else from `.env` in the working directory, or else from `.env` in the project
    /// folder: the order in which the server reads them too.
    Optional<String> setting(String name) {
        return Stream.of(
                        environment,
                        EnvironmentFile.read(workingDirectory.resolve(EnvironmentFile.NAME)),
                        EnvironmentFile.read(home().resolve(EnvironmentFile.NAME)))
                .map(settings -> settings.get(name))
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
    }

    /// The API key to send to servers; null for none.
    @Nullable
    Secret apiKey() {
        return setting(API_KEY).map(Secret::new).orElse(null);
    }

    /// The data directory, absolute: as given, or as set, or `data` in the project folder.
    Path dataDirectory(@Nullable Path given) {
        Path chosen =
                given != null ? given : setting(DATA_DIRECTORY).map(Path::of).orElse(home().resolve("data"));
        return workingDirectory.resolve(chosen).normalize();
    }
}
