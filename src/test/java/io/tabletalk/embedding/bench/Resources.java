package io.tabletalk.embedding.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// What programs outside of this one are given as files.
final class Resources {

    private Resources() {}

    /// Returns the file, which is replaced when it is there.
    static Path unpacked(String resource, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (InputStream content = Resources.class.getResourceAsStream("/" + resource)) {
            if (content == null) {
                throw new IOException("Not in the class path: " + resource);
            }
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
