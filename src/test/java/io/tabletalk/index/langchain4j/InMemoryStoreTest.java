package io.tabletalk.index.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;

class InMemoryStoreTest extends StoreIndexContractTest {

    private final EmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();

    @Override
    protected EmbeddingStore<TextSegment> store() {
        return store;
    }
}
