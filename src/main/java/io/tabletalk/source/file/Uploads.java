package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/// The files that users have sent. A file appears under its name only when it is complete and on disk; one of the same
/// name is replaced as a whole, and whoever reads the old one meanwhile keeps reading it. Safe for use by several
/// threads.
final class Uploads {

    private static final int MAX_NAME_BYTES = 200;

    /// What some file system, shell or log would take for something else.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}<>:\"|?*]");

    private final Path folder;
    private final Path incoming;

    /// Makes the folders and removes what a killed process left half received.
    Uploads(DataDirectory data) {
        this.folder = data.uploads();
        this.incoming = folder.resolve(".incoming");
        try {
            Files.createDirectories(incoming);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + folder + " for uploaded files", e);
        }
    }

    /// Where files are received. On the same disk as their place, so that moving them there copies nothing.
    Path incoming() {
        return incoming;
    }

    /// What a client said a file is called, as a name that is safe: the last part of its path.
    ///
    /// @throws SourceException INVALID when it is not: a changed name could be another file's
    static String safeName(String given) {
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        boolean safe = !name.isBlank()
                && name.equals(name.strip())
                && !name.startsWith(".")
                && !name.endsWith(".")
                && name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
                && !UNSAFE.matcher(name).find();
        if (!safe) {
            throw new SourceException(
                    Kind.INVALID,
                    "The file needs another name: at most " + MAX_NAME_BYTES
                            + " bytes, no leading dot or blank, and none" + " of < > : \" | ? *.");
        }
        return name;
    }

    /// Moves a received file to its place.
    ///
    /// @param received in [#incoming]
    /// @return the path to read it by, relative to the data directory
    String keep(Path received, String name) {
        Path place = folder.resolve(name);
        try {
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new SourceException(Kind.INVALID, "'" + name + "' is a folder; choose another name.");
            }
            try (FileChannel file = FileChannel.open(received, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.move(received, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the uploaded file", e);
        }
        return folder.getFileName() + "/" + name;
    }
}
