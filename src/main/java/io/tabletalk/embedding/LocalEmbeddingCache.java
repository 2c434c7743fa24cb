package io.tabletalk.embedding;

import io.tabletalk.state.LocalDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// Keeps them in a file of their own in the data directory: about 1.7 KB for a vector of 384 numbers, 50 bytes for each
/// token of a passage.
final class LocalEmbeddingCache implements EmbeddingCache {

    /// SQLite takes at most 32,766 parameters in one statement; far fewer keep statements short.
    private static final int TEXTS_A_STATEMENT = 500;

    private final LocalDatabase database;
    private final JdbcTemplate statements;
    private final long size;

    /// @param size the most to keep
    LocalEmbeddingCache(Path file, long size) {
        this.database = LocalDatabase.open(file);
        this.statements = database.statements();
        this.size = size;
        makeTables();
    }

    /// Deletes the file, if it is there, with what belongs to it.
    static void delete(Path file) {
        try {
            for (String part : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The embedding cache " + file + " cannot be deleted.", e);
        }
    }

    /// Rows are appended, so that writing stays fast however large the file is; only the index is written all over.
    private void makeTables() {
        statements.execute("CREATE TABLE IF NOT EXISTS engine (number INTEGER PRIMARY KEY, fingerprint TEXT UNIQUE)");
        statements.execute("CREATE TABLE IF NOT EXISTS embedding (number INTEGER PRIMARY KEY, text BLOB NOT NULL,"
                + " engine INTEGER NOT NULL, vector BLOB NOT NULL)");
        statements.execute("CREATE UNIQUE INDEX IF NOT EXISTS embedding_of_text ON embedding (text, engine)");
    }

    @Override
    public Map<TextHash, byte[]> find(String fingerprint, Collection<TextHash> texts) {
        Map<TextHash, byte[]> found = new HashMap<>();
        for (List<TextHash> part : parts(texts)) {
            List<Object> parameters = new ArrayList<>(bytes(part));
            parameters.add(fingerprint);
            statements.query(
                    "SELECT text, vector FROM embedding WHERE text IN (" + marks(part.size())
                            + ") AND engine = (SELECT number FROM engine WHERE fingerprint = ?)",
                    row -> {
                        found.put(hash(row.getBytes("text")), row.getBytes("vector"));
                    },
                    parameters.toArray());
        }
        return found;
    }

    @Override
    public void store(String fingerprint, Map<TextHash, byte[]> made) {
        database.transactions().executeWithoutResult(transaction -> {
            statements.update("INSERT INTO engine (fingerprint) VALUES (?) ON CONFLICT DO NOTHING", fingerprint);
            Long engine = statements.queryForObject(
                    "SELECT number FROM engine WHERE fingerprint = ?", Long.class, fingerprint);
            List<Object[]> rows = new ArrayList<>();
            made.forEach((text, bytes) -> rows.add(new Object[] {bytes(text), engine, bytes}));
            statements.batchUpdate(
                    "INSERT INTO embedding (text, engine, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows);
            pushOut();
        });
    }

    /// Numbers grow, so that the newest ones of a range are never more than the range is long.
    private void pushOut() {
        statements.update("DELETE FROM embedding WHERE number <= (SELECT max(number) FROM embedding) - ?", size);
    }

    @Override
    public long forget(Collection<TextHash> texts) {
        long forgotten = 0;
        for (List<TextHash> part : parts(texts)) {
            forgotten += statements.update(
                    "DELETE FROM embedding WHERE text IN (" + marks(part.size()) + ")",
                    bytes(part).toArray());
        }
        if (forgotten > 0) {
            database.checkpoint();
        }
        return forgotten;
    }

    private static List<List<TextHash>> parts(Collection<TextHash> texts) {
        List<TextHash> all = texts.stream().distinct().toList();
        List<List<TextHash>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TEXTS_A_STATEMENT) {
            parts.add(all.subList(from, Math.min(from + TEXTS_A_STATEMENT, all.size())));
        }
        return parts;
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    private static List<byte[]> bytes(List<TextHash> texts) {
        return texts.stream().map(LocalEmbeddingCache::bytes).toList();
    }

    private static byte[] bytes(TextHash text) {
        return HexFormat.of().parseHex(text.hex());
    }

    private static TextHash hash(byte[] bytes) {
        return new TextHash(HexFormat.of().formatHex(bytes));
    }

    @Override
    public void close() {
        database.close();
    }
}
