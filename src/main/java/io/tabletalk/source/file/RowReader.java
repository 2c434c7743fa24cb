package io.tabletalk.source.file;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the records of one file from its first to its last. For one thread.
interface RowReader extends Closeable {

    /// The names of all fields when the file says so before its records; otherwise empty.
    List<String> fieldNames();

    /// The next record, or null after the last.
    ///
    /// @throws io.tabletalk.source.SourceException when nothing more of the file can be understood
    @Nullable
    Row next();

    /// The file read.
    OpenText file();

    @Override
    void close();
}
