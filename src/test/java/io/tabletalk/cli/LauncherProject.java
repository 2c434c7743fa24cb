package io.tabletalk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A project folder with the real launcher and the real jar. Only Maven is a stand-in: it copies the jar that the build
/// has made, and counts its calls.
final class LauncherProject {

    private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    /// With spaces, as people have them.
    private final Path folder;

    private final Path callers;
    private final Map<String, String> environment = new HashMap<>();

    LauncherProject(Path directory) throws IOException {
        folder = Files.createDirectories(directory.resolve("my project"));
        callers = Files.createDirectories(directory.resolve("called from here"));
        for (String name : List.of("tabletalk", "scripts/find-jdk", "pom.xml", "src/main/resources/application.yml")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.copy(BASE.resolve(name), folder.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        maven("""
                echo built >> builds
                mkdir -p .tabletalk/build
                cp '%s' .tabletalk/build/
                """.formatted(jar()));
        environment.put("TABLETALK_FAST_START", "off");
        environment.put("TABLETALK_DATA_DIR", directory.resolve("my data").toString());
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(BASE.resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("tabletalk-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The jar has not been built: run ./mvnw verify."));
        }
    }

    Path folder() {
        return folder;
    }

    /// Where the launcher is called from.
    Path callersFolder() {
        return callers;
    }

    LauncherProject with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Makes Maven do something else.
    void maven(String script) throws IOException {
        executable(folder.resolve("mvnw"), script);
    }

    long builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    Path fastStartCache() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".tabletalk"))) {
            return files.filter(file -> file.toString().endsWith(".aot"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no fast-start cache."));
        }
    }

    /// A folder that looks like a JDK of that version, but whose java does not work.
    static Path fakeJdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/java"), "echo 'the wrong java was started' >&2; exit 99\n");
        executable(home.resolve("bin/javac"), "exit 99\n");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        if (!file.toFile().setExecutable(true)) {
            throw new AssertionError("Cannot make " + file + " executable.");
        }
    }

    CommandRun run(String... arguments) throws IOException, InterruptedException {
        Started started = start(arguments);
        if (!started.process().waitFor(3, TimeUnit.MINUTES)) {
            started.process().destroyForcibly();
            throw new AssertionError("The launcher did not end. It printed: " + started.err());
        }
        return new CommandRun(started.process().exitValue(), started.out(), started.err());
    }

    Started start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("tabletalk").toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(callers, "out", ".txt");
        Path err = Files.createTempFile(callers, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(callers.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TABLETALK_"));
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    record Started(Process process, Path outFile, Path errFile) {

        String out() throws IOException {
            return Files.readString(outFile);
        }

        String err() throws IOException {
            return Files.readString(errFile);
        }
    }
}
