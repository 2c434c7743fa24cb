package io.tabletalk.source;

import java.util.Optional;

/// Whether sources can be followed live by this installation.
public interface LiveObstacle {

    /// Why no source can be followed, as sentences for users; empty when sources can.
    Optional<String> reason();
}
