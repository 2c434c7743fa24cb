package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.state.DataDirectory;
import io.tabletalk.web.ApiException;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// The files that users have sent. A file appears under its name only when it is complete and on disk; one that is
/// replaced is replaced as a whole, and whoever reads the old one meanwhile keeps reading it. Where each came from is
/// kept beside them. Safe for use by several threads.
final class Uploads {

    private static final int MAX_NAME_BYTES = 200;

    /// What some file system, shell or log would take for something else.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}<>:\"|?*]");

    private static final int LONGEST_ORIGIN = 4_096;

    private final Path folder;
    private final Path incoming;
    private final Path origins;

    /// Makes the folders and removes what a killed process left half received.
    Uploads(DataDirectory data) {
        this.folder = data.uploads();
        this.incoming = folder.resolve(".incoming");
        this.origins = folder.resolve(".origins");
        try {
            Files.createDirectories(incoming);
            Files.createDirectories(origins);
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

    /// Moves a received file to its place. A file of the same name and other content is replaced when it came from the
    /// same place, or when that is asked for.
    ///
    /// @param received in [#incoming]
    /// @param origin   where the client has the file from, such as its path there; null when it does not say
    /// @param replace  whether to replace a file that came from elsewhere
    /// @return the path to read it by, relative to the data directory
    /// @throws ApiException 409 `file_exists` when there is another file of that name
    synchronized String keep(Path received, String name, @Nullable String origin, boolean replace) {
        requireShort(origin);
        Path place = folder.resolve(name);
        try {
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new SourceException(Kind.INVALID, "'" + name + "' is a folder; choose another name.");
            }
            String former = origin(name);
            boolean isNew = !Files.exists(place) || Files.mismatch(received, place) >= 0;
            if (isNew && Files.exists(place) && !replace && (former == null || !former.equals(origin))) {
                throw exists(name, former);
            }
            if (isNew) {
                Files.deleteIfExists(origins.resolve(name)); // rather unknown than that of another file
                put(received, place);
            }
            if (origin != null && (isNew || former == null)) {
                put(Files.writeString(Files.createTempFile(incoming, "", ".origin"), origin), origins.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the uploaded file", e);
        }
        return folder.getFileName() + "/" + name;
    }

    private static void requireShort(@Nullable String origin) {
        if (origin != null && origin.length() > LONGEST_ORIGIN) {
            throw new SourceException(
                    Kind.INVALID, "The origin of a file has at most " + LONGEST_ORIGIN + " characters.");
        }
    }

    private @Nullable String origin(String name) throws IOException {
        Path note = origins.resolve(name);
        return Files.exists(note) ? Files.readString(note) : null;
    }

    private static ApiException exists(String name, @Nullable String former) {
        return new ApiException(
                HttpStatus.CONFLICT,
                "file_exists",
                "There is another file '" + name + "' already"
                        + (former == null ? "" : ", which came from " + former)
                        + ". Rename this one, or replace the other: `--replace` on the command line, `replace=true` in a"
                        + " request.");
    }

    private static void put(Path received, Path place) throws IOException {
        try (FileChannel file = FileChannel.open(received, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(received, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
