package io.tabletalk.testing;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/// Programs and libraries for Node.js, installed once into the user's cache folder.
public final class NpmPackages {

    private static final long MINUTES = 10;

    private NpmPackages() {}

    /// The folder that has `node_modules`. Another process may install the same at once: each does beside, and the
    /// first one to be ready is kept.
    ///
    /// @param packages as npm names them, `name@version`
    /// @throws IOException when npm is missing or does not get them
    public static Path installed(List<String> packages) throws IOException, InterruptedException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "tabletalk");
        Path wanted = cache.resolve(String.join("+", packages).replace('/', '_'));
        if (!Files.exists(wanted)) {
            Files.createDirectories(cache);
            Path made = Files.createTempDirectory(cache, "installing");
            try {
                install(packages, made);
                move(made, wanted);
            } finally {
                FileSystemUtils.deleteRecursively(made); // it is gone already if it was kept
            }
        }
        return wanted;
    }

    /// Unless another process was first.
    private static void move(Path made, Path wanted) throws IOException {
        try {
            Files.move(made, wanted);
        } catch (FileSystemException e) {
            if (!Files.exists(wanted)) {
                throw e;
            }
        }
    }

    private static void install(List<String> packages, Path directory) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("package.json"), "{\"private\": true}");
        List<String> command =
                new ArrayList<>(List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"));
        command.addAll(packages);
        Path output = directory.resolve("npm.out");
        Process npm = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!npm.waitFor(MINUTES, TimeUnit.MINUTES)) {
            npm.destroyForcibly().waitFor();
            throw new IOException("npm has not finished after " + MINUTES + " minutes.");
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm could not install " + packages + ": " + Files.readString(output));
        }
    }
}
