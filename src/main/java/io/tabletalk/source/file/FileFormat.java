package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.PageImage;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import java.io.Closeable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How files of one form are read. Safe for use by several threads.
interface FileFormat {

    /// What the file holds, from its beginning.
    ///
    /// @throws io.tabletalk.source.SourceException when it cannot be read as this form
    SourceSchema schema(SourceFile file);

    /// Starts to read the file. The caller closes what comes back.
    Records open(SourceId source, SourceFile file);

    /// What a page of the file looks like; empty when files of this form have no pages to look at.
    default Optional<PageImage> page(SourceFile file, int page) {
        return Optional.empty();
    }

    /// What is in the file and not read, in a sentence.
    default Optional<String> leftOut(SourceFile file) {
        return Optional.empty();
    }

    /// What the keys of all documents of the file begin with, or null when its records have keys of their own.
    default @Nullable String keyPrefix(SourceFile file) {
        return file.name();
    }

    /// The records of a file, read one by one. For one thread.
    interface Records extends Closeable {

        /// The next record, or null after the last.
        @Nullable
        SourceRecord next();

        @Override
        void close();
    }
}
