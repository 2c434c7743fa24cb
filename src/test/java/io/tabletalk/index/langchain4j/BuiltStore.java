package io.tabletalk.index.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A store with a builder, as stores on servers have it.
public final class BuiltStore extends InMemoryEmbeddingStore<TextSegment> {

    final Builder builder;

    private BuiltStore(Builder builder) {
        if ("broken".equals(builder.baseUrl)) {
            throw new IllegalArgumentException("cannot connect to broken");
        }
        this.builder = builder;
    }

    /// The builder of this store.
    public static Builder builder() {
        return new Builder();
    }

    /// One of several.
    public enum Kind {
        SMALL,
        LARGE
    }

    /// Takes what settings say.
    public static final class Builder {

        @Nullable
        String baseUrl;

        int port;
        boolean useTls;

        @Nullable
        Duration timeout;

        @Nullable
        Kind kind;

        public Builder baseUrl(String value) {
            baseUrl = value;
            return this;
        }

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder useTls(boolean value) {
            useTls = value;
            return this;
        }

        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        public Builder kind(Kind value) {
            kind = value;
            return this;
        }

        public BuiltStore build() {
            return new BuiltStore(this);
        }
    }
}
