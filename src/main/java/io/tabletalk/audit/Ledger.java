package io.tabletalk.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A list of texts by document key, on disk, cut into parts by the key's hash: all about one key lies in one part, and
/// a part fits in memory however many documents there are. With ten million documents a part has about 40,000.
///
/// It is written first and read afterwards. Not safe for use by several threads.
final class Ledger implements AutoCloseable {

    static final int PARTS = 256;
    private static final int BUFFER = 4_096;

    private final Path directory;
    private final String name;
    private final Map<Integer, DataOutputStream> open = new HashMap<>();

    /// An entry of a [Ledger].
    record Entry(String key, String first, String second) {}

    /// @param directory that exists
    /// @param name      of its files there; what an earlier ledger of this name has left is replaced
    Ledger(Path directory, String name) throws IOException {
        this.directory = directory;
        this.name = name;
        for (int part = 0; part < PARTS; part++) {
            Files.deleteIfExists(file(part));
        }
    }

    void add(String key, String first, String second) throws IOException {
        DataOutputStream part = open.computeIfAbsent(Math.floorMod(spread(key.hashCode()), PARTS), this::write);
        part.writeUTF(key);
        part.writeUTF(first);
        part.writeUTF(second);
    }

    /// Hands over all entries of a part, in the order in which they came. Nothing can be added afterwards.
    void forEach(int part, Consumer<Entry> action) throws IOException {
        close();
        try (DataInputStream entries =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file(part)), BUFFER))) {
            while (true) {
                action.accept(new Entry(entries.readUTF(), entries.readUTF(), entries.readUTF()));
            }
        } catch (EOFException | NoSuchFileException e) {
            // the end of the part, or a part without an entry
        }
    }

    @Override
    public void close() throws IOException {
        for (DataOutputStream part : open.values()) {
            part.close();
        }
        open.clear();
    }

    private DataOutputStream write(int part) {
        try {
            return new DataOutputStream(new BufferedOutputStream(
                    Files.newOutputStream(file(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND), BUFFER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int part) {
        return directory.resolve(name + "-" + part);
    }

    /// Keys that count up have hash codes that do so too.
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
