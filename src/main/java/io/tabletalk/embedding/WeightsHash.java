package io.tabletalk.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Tells weights apart by what is in their file. Computed once for each state of a file and remembered in a directory,
/// since reading a large model takes longer than the rest of a start.
///
/// @param directory where hashes are remembered; made when it is missing
record WeightsHash(Path directory) {

    private static final int CHARACTERS = 12;

    /// Opens what is hashed.
    interface Content {
        InputStream open() throws IOException;
    }

    /// Twelve hexadecimal digits of the SHA-256 of the content.
    ///
    /// @param file    the file that the content comes from: the hash is remembered until its size or time changes
    /// @param content all of the file or an entry of it
    String of(Path file, Content content) throws IOException {
        String state = file.toRealPath() + "|" + Files.size(file) + "|" + Files.getLastModifiedTime(file);
        Path remembered =
                directory.resolve(hex(digest().digest(state.getBytes(StandardCharsets.UTF_8))) + ".weights-hash");
        if (Files.exists(remembered)) {
            return Files.readString(remembered);
        }
        String hash = of(content);
        AtomicFile.write(remembered, out -> out.write(hash.getBytes(StandardCharsets.UTF_8)));
        return hash;
    }

    /// @see #of(Path, Content)
    static String of(Content content) throws IOException {
        try (DigestInputStream stream = new DigestInputStream(content.open(), digest())) {
            stream.transferTo(OutputStream.nullOutputStream());
            return hex(stream.getMessageDigest().digest());
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest).substring(0, CHARACTERS);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
