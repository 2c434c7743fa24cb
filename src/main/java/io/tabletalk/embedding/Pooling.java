package io.tabletalk.embedding;

/// How the vectors of a text's tokens become the vector of the text.
enum Pooling {
    /// Their mean.
    MEAN,
    /// That of the first token, the mark at the start, which such models are trained to sum the text up in.
    CLS;

    static final String NAMES = "mean, cls";

    /// @throws IllegalArgumentException when there is none of this name
    static Pooling of(String name) {
        for (Pooling pooling : values()) {
            if (pooling.toString().equals(name)) {
                return pooling;
            }
        }
        throw new IllegalArgumentException("There is no pooling '" + name + "'. Valid are " + NAMES + ".");
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
