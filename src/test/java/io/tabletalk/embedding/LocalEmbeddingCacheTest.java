package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEmbeddingCacheTest extends EmbeddingCacheContractTest {

    @TempDir
    private Path directory;

    private final List<LocalEmbeddingCache> opened = new ArrayList<>();

    @Override
    protected EmbeddingCache cache(int size) {
        LocalEmbeddingCache cache = new LocalEmbeddingCache(directory.resolve("embeddings.db"), size);
        opened.add(cache);
        return cache;
    }

    @Override
    protected EmbeddingCache reopened(int size) {
        opened.forEach(LocalEmbeddingCache::close);
        opened.clear();
        return cache(size);
    }

    @AfterEach
    void close() {
        opened.forEach(LocalEmbeddingCache::close);
    }

    @Test
    void forgottenVectorsAreInNoFileAnyMore() throws IOException {
        float[] vector = new float[384];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) Math.sin(i);
        }
        byte[] bytes = bytes(vector);
        EmbeddingCache cache = cache(100);
        cache.store(ENGINE, Map.of(text("secret"), VectorBytes.of(vector), text("other"), new byte[] {1}));
        assertThat(files()).anyMatch(file -> contains(file, bytes));

        cache.forget(List.of(text("secret")));

        assertThat(files()).isNotEmpty().noneMatch(file -> contains(file, bytes));
    }

    /// Short enough to lie on one page of the file.
    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 100; i < 110; i++) {
            bytes.putFloat(vector[i]);
        }
        return bytes.array();
    }

    private List<byte[]> files() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static boolean contains(byte[] file, byte[] part) {
        return new String(file, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
