package io.tabletalk.embedding;

import java.util.List;

/// A model that is ready to compute. Safe for use by several threads, each of which computes on its own core.
interface LoadedModel extends AutoCloseable {

    /// Numbers per vector.
    int dimensions();

    /// The vectors of texts, of length 1, in the order of the texts.
    ///
    /// @param texts the ids of at least one text
    List<float[]> embed(List<long[]> texts);

    /// The same with codes of the tokens.
    ///
    /// @param texts   as for [#embed]
    /// @param special around each text, and left out of the codes
    /// @param centre  see [TokenCentre]
    List<Embedding> embedWithTokens(List<long[]> texts, SpecialTokens special, float[] centre);

    /// The vectors of the tokens of each text, each of length 1, one behind the other.
    ///
    /// @param texts   as for [#embed]
    /// @param special around each text, and left out
    List<float[]> embedTokens(List<long[]> texts, SpecialTokens special);

    /// Frees native memory. Nothing may be computed any more.
    @Override
    void close();
}
