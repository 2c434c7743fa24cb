package io.tabletalk.source;

import java.nio.file.Path;

/// The files of this machine that sources may read.
public interface ReadableFiles {

    /// The real path of an existing file or folder, without a link left to follow. Open this path and no other.
    ///
    /// @param given absolute, or relative to the data directory or another root
    /// @throws SourceException INVALID when it does not exist or may not be read, DENIED when it may not be looked
    /// at
    Path resolve(String given);
}
