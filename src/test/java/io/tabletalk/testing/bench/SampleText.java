package io.tabletalk.testing.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Texts of the sample data, which kernels are measured on.
public final class SampleText {

    private static final int PASSAGE = 700;

    private SampleText() {}

    /// The first question that the sample data answers.
    public static String question() {
        return read("/demo/questions.txt").lines().findFirst().orElseThrow();
    }

    /// A handbook of a few pages.
    public static String document() {
        return read("/demo/documents/riders-handbook.md");
    }

    /// The beginning of it, as long as a passage is.
    public static String passage() {
        return document().substring(0, PASSAGE);
    }

    private static String read(String resource) {
        try (InputStream content = SampleText.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IOException(resource + " is missing");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
