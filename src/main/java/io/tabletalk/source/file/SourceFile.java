package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/// A file that was checked and may be read.
///
/// @param real its real path, as [AllowedPaths] gave it
/// @param name how it is called in keys, places and messages: the file's name, or its path within a folder
record SourceFile(Path real, String name) {

    /// What distinguishes one state of a file from another without reading it.
    record State(long size, long modifiedNanos) {}

    /// The name's ending in lower case, without the dot; empty when there is none.
    String extension() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    State state() {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new SourceException(Kind.INVALID, "'" + name + "' is not a file with content.");
            }
            return new State(
                    attributes.size(), attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// Makes sure that what was read is one state of the file and not half of two.
    ///
    /// @throws SourceException UNAVAILABLE when the file is not as it was
    void verifyStill(State former) {
        if (!state().equals(former)) {
            throw new SourceException(
                    Kind.UNAVAILABLE, "'" + name + "' was changed while it was read; it has to be read again.");
        }
    }

    /// Opens the file itself; a link put in its place since the check is refused.
    InputStream open() {
        try {
            return Channels.newInputStream(
                    Files.newByteChannel(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// What a failure to open or read the file means to the user.
    SourceException failure(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> new SourceException(Kind.INVALID, "'" + name + "' is not there.", gone);
            case AccessDeniedException denied ->
                new SourceException(
                        Kind.DENIED,
                        "'" + name + "' may not be read: permission denied. Let the user that runs Tabletalk read it.",
                        denied);
            default -> new SourceException(Kind.UNAVAILABLE, "'" + name + "' could not be read: " + e.getMessage(), e);
        };
    }
}
