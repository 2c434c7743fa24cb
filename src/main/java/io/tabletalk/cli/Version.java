package io.tabletalk.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version of this program and of what it runs on.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "Tabletalk %s (Java %s, %s %s)"
                    .formatted(
                            number(), Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"))
        };
    }

    /// As the build recorded it.
    static String number() {
        try (InputStream file = Version.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (file == null) {
                return "unbuilt"; // started from an IDE, without Maven
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("build.version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
