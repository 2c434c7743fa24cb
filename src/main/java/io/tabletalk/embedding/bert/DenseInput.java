package io.tabletalk.embedding.bert;

import java.util.Locale;

/// What goes into the dense layers of a transformer layer.
enum DenseInput {
    /// Into query, key and value.
    ATTENTION,
    /// What was attended to, into the projection behind.
    PROJECTION,
    /// Into the wide layer.
    INTERMEDIATE,
    /// Out of the wide layer, activated.
    OUTPUT;

    /// The name in the graph and in the file of calibration.
    String of(int layer) {
        return "layer." + layer + suffix();
    }

    String suffix() {
        return "." + name().toLowerCase(Locale.ROOT) + ".input";
    }
}
