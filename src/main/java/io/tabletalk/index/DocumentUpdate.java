package io.tabletalk.index;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourcePosition;
import java.util.List;
import java.util.Objects;

/// What an index is told about one document: all of it, or that it is gone.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "update")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DocumentUpdate.Replace.class, name = "replace"),
    @JsonSubTypes.Type(value = DocumentUpdate.Remove.class, name = "remove")
})
public sealed interface DocumentUpdate {

    DocumentKey key();

    SourcePosition position();

    /// The document as it is now; its former passages are replaced as one.
    ///
    /// @param contentHash hash of the content and of how it was cut and embedded; equal hashes mean equal passages
    /// and
    ///                    vectors
    /// @param passages    in order; may be empty
    record Replace(
            DocumentKey key,
            SourcePosition position,
            String contentHash,
            String title,
            Metadata metadata,
            List<EmbeddedPassage> passages)
            implements DocumentUpdate {

        public Replace {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(position, "position");
            Objects.requireNonNull(contentHash, "contentHash");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(metadata, "metadata");
            passages = List.copyOf(passages);
        }
    }

    /// The document is gone.
    record Remove(DocumentKey key, SourcePosition position) implements DocumentUpdate {
        public Remove {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(position, "position");
        }
    }

    /// @param vector of length 1, with the dimensions of the index. As JSON, Base64 of its numbers, big-endian: half as
    ///               long as their digits, and exact.
    /// @param tokens of the passage, for late interaction; an index may leave them out, and messages never carry
    /// them
    record EmbeddedPassage(
            Passage passage,
            @JsonFormat(shape = JsonFormat.Shape.BINARY) float[] vector,
            @JsonIgnore TokenCodes tokens) {

        @JsonCreator
        public EmbeddedPassage(@JsonProperty("passage") Passage passage, @JsonProperty("vector") float[] vector) {
            this(passage, vector, TokenCodes.UNKNOWN);
        }

        public EmbeddedPassage(Passage passage, Embedding embedding) {
            this(passage, embedding.vector(), embedding.tokens());
        }

        public EmbeddedPassage {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(vector, "vector");
            Objects.requireNonNull(tokens, "tokens");
        }
    }
}
