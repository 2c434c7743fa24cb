package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The JDBC drivers there are: those that Tabletalk brings, and the jars in a folder, which is looked at once, when a
/// source first needs it. Safe for use by several threads.
final class JdbcDrivers {

    private static final Logger log = LoggerFactory.getLogger(JdbcDrivers.class);

    private final Path folder;
    private @Nullable List<Driver> drivers;

    /// @param folder holds the jars; need not be there
    JdbcDrivers(Path folder) {
        this.folder = folder;
    }

    /// The driver for an address.
    ///
    /// @throws SourceException INVALID when there is none, with what to do
    Driver driver(JdbcAddress address) {
        String name = address.dialect().driver();
        return all().stream()
                .filter(driver -> name == null
                        ? accepts(driver, address)
                        : driver.getClass().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new SourceException(
                        Kind.INVALID,
                        "There is no JDBC driver for kind '" + address.dialect().type() + "'. Put its jar into "
                                + folder + " and restart."));
    }

    private static boolean accepts(Driver driver, JdbcAddress address) {
        try {
            return driver.acceptsURL(address.url());
        } catch (SQLException e) {
            return false; // a driver that does not understand the address is not the one
        }
    }

    private synchronized List<Driver> all() {
        if (drivers == null) {
            drivers = load(new URLClassLoader("drivers", jars(), JdbcDrivers.class.getClassLoader()));
        }
        return drivers;
    }

    private static List<Driver> load(ClassLoader loader) {
        return StreamSupport.stream(ServiceLoader.load(Driver.class, loader).spliterator(), false)
                .toList();
    }

    private URL[] jars() {
        if (!Files.isDirectory(folder)) {
            return new URL[0];
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            log.info("JDBC drivers are taken from {}", jars);
            return jars.stream().map(JdbcDrivers::url).toArray(URL[]::new);
        } catch (IOException e) {
            throw new SourceException(Kind.INVALID, "The folder of drivers " + folder + " cannot be read.", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
