package io.tabletalk.embedding;

import java.util.List;
import java.util.function.Function;

/// A model that is ready to compute. Safe for use by several threads, each of which computes on its own core.
interface LoadedModel extends AutoCloseable {

    /// Numbers per vector.
    int dimensions();

    /// How the vector of a text is made of those of its tokens.
    Pooling pooling();

    /// Sends texts through the model and reads what comes of them.
    ///
    /// @param texts   the ids of at least one text
    /// @param reading of rows that are valid only while it reads
    <T> List<T> compute(List<long[]> texts, Function<TokenRows, List<T>> reading);

    /// The vectors of texts, of length 1, in the order of the texts.
    default List<float[]> embed(List<long[]> texts) {
        return compute(texts, rows -> rows.vectors(pooling()));
    }

    /// The same with codes of the tokens.
    ///
    /// @param special around each text, and left out of the codes
    /// @param centre  see [TokenCentre]
    default List<Embedding> embedWithTokens(List<long[]> texts, SpecialTokens special, float[] centre) {
        return compute(texts, rows -> rows.embeddings(pooling(), special, centre));
    }

    /// The vectors of the tokens of each text, each of length 1, one behind the other.
    ///
    /// @param special around each text, and left out
    default List<float[]> embedTokens(List<long[]> texts, SpecialTokens special) {
        return compute(texts, rows -> rows.tokens(special));
    }

    /// Frees native memory. Nothing may be computed any more.
    @Override
    void close();
}
