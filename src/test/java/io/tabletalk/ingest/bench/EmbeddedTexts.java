package io.tabletalk.ingest.bench;

import io.tabletalk.embedding.TextHash;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/// Which texts a server has embedded, as its cache of vectors tells.
///
/// @param hashes of the texts, in hexadecimal digits
record EmbeddedTexts(Set<String> hashes) {

    /// @param data the server's data directory; it may run
    static EmbeddedTexts of(Path data) throws SQLException {
        String url = "jdbc:sqlite:" + data.resolve("cache").resolve("embeddings.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT text FROM embedding")) {
            Set<String> hashes = new HashSet<>();
            while (rows.next()) {
                hashes.add(HexFormat.of().formatHex(rows.getBytes(1)));
            }
            return new EmbeddedTexts(hashes);
        }
    }

    /// @throws IllegalStateException unless just these texts, all different, have come since, each of which was then
    ///                               embedded and not found in the cache
    void requireJust(Collection<String> texts, EmbeddedTexts before) {
        Set<String> expected =
                texts.stream().map(text -> TextHash.of(text).hex()).collect(Collectors.toSet());
        Set<String> come = new HashSet<>(hashes);
        come.removeAll(before.hashes());
        if (expected.size() != texts.size() || !come.equals(expected)) {
            Set<String> common = new HashSet<>(come);
            common.retainAll(expected);
            throw new IllegalStateException(
                    "Not the same texts: the server has embedded %,d, %,d are wanted (%,d different), %,d are common."
                            .formatted(come.size(), texts.size(), expected.size(), common.size()));
        }
    }
}
