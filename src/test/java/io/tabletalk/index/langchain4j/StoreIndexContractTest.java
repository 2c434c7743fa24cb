package io.tabletalk.index.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.KnowledgeIndexContractTest;
import io.tabletalk.index.Listing;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.testing.Engines;
import io.tabletalk.testing.StateDatabase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The part of the contract that a store of vectors with a catalogue meets, on any store.
abstract class StoreIndexContractTest extends KnowledgeIndexContractTest {

    @TempDir
    private Path directory;

    private @Nullable StateDatabase opened;

    /// An empty store, the same one for the whole test.
    protected abstract EmbeddingStore<TextSegment> store();

    @Override
    protected KnowledgeIndex open() {
        return open(store());
    }

    private KnowledgeIndex open(EmbeddingStore<TextSegment> store) {
        Catalogue catalogue = new Catalogue(
                "test", state().client(), state().transactions(), JsonMapper.shared(), InstantSource.system());
        return new StoreIndex(store, catalogue, Engines.miniLm().dimensions());
    }

    private StateDatabase state() {
        StateDatabase state = opened == null ? StateDatabase.open(directory) : opened;
        opened = state;
        return state;
    }

    @AfterEach
    void closeState() {
        state().close();
    }

    @Test
    void whatItCannotDoIsRefused() {
        try (KnowledgeIndex index = open()) {
            assertThat(index.capabilities()).isEmpty();
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> index.search(
                            new SearchQuery("tea", new float[384], SearchQuery.Mode.KEYWORD, 5, Optional.empty())));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> index.list(new Listing(TEA, null, "tea", 5)));
            assertThat(index.check().message()).contains("meaning only", "cannot be audited");
        }
    }

    /// Whether it breaks off before or after the passages are written: the old ones count until the new ones do, and
    /// nothing is left once it goes through.
    @Test
    void aWriteThatBreaksOffIsMadeGoodByTheNext() {
        for (String broken : List.of("addAll", "removeAll")) {
            AtomicReference<String> failing = new AtomicReference<>("");
            EmbeddingStore<TextSegment> store = store();
            try (KnowledgeIndex index = open(failing(store, failing))) {
                DocumentUpdate first = replace(TEA, broken, 1, "Old one.", "Old two.");
                DocumentUpdate second = replace(TEA, broken, 2, "New one.", "New two.", "New three.");
                index.apply(List.of(first));

                failing.set(broken);
                assertThatExceptionOfType(IndexException.class)
                        .isThrownBy(() -> index.apply(List.of(second)))
                        .withMessageContaining("could not be written: IllegalStateException");
                assertThat(texts(index, broken))
                        .hasSizeBetween(2, 3)
                        .allMatch(text -> text.startsWith(broken.equals("addAll") ? "Old" : "New"));

                failing.set("");
                index.apply(List.of(second));
                assertThat(texts(index, broken)).containsExactly("New one.", "New two.", "New three.");
                index.apply(List.of(new DocumentUpdate.Remove(key(TEA, broken), at(3))));
                assertThat(index.documentCount()).isZero();
            }
        }
        assertThat(state().client()
                        .sql("SELECT count(*) FROM store_leftover")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static List<String> texts(KnowledgeIndex index, String key) {
        return index.read(key(TEA, key)).orElseThrow().passages().stream()
                .map(passage -> passage.text())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static EmbeddingStore<TextSegment> failing(
            EmbeddingStore<TextSegment> store, AtomicReference<String> method) {
        return (EmbeddingStore<TextSegment>) Proxy.newProxyInstance(
                StoreIndexContractTest.class.getClassLoader(),
                new Class<?>[] {EmbeddingStore.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals(method.get())) {
                        throw new IllegalStateException("secret of the store");
                    }
                    return called.invoke(store, arguments);
                });
    }
}
