package io.tabletalk.index;

/// Makes the vectors of the index anew when another embedding model was configured than the one they were made with.
/// The index answers meanwhile as it is, and is replaced as a whole.
public interface Reembedding {

    ReembeddingProgress progress();

    /// Begins, unless it runs already or there is nothing to do, and returns at once. What was done before a failure or
    /// a restart is not done again.
    ReembeddingProgress start();
}
