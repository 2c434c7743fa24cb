package io.tabletalk.source.file;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.file.TextDecoder.Fault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files of running text, plain or Markdown. A file is one document under its own name; passages are cut later. A file
/// that cannot be read is an unreadable record rather than a failure, so that the other files of its folder are read.
///
/// @param encoding the declared encoding, or null for the mark at the file's start or UTF-8
record TextFormat(boolean markdown, @Nullable String encoding) implements FileFormat {

    private static final int SHOWN = 200;

    @Override
    public SourceSchema schema(SourceFile file) {
        String text = read(file);
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("title", title(file, text));
        sample.put("text", text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
        return new SourceSchema(FIELDS, List.of(), 1L, List.of(sample));
    }

    /// The fields of a document that is a whole file.
    static final List<SourceSchema.Field> FIELDS = List.of(
            new SourceSchema.Field("title", "text", false, true), new SourceSchema.Field("text", "text", false, true));

    @Override
    public Records open(SourceId source, SourceFile file) {
        return new RecordList(List.of(recordOf(source, file)));
    }

    private SourceRecord recordOf(SourceId source, SourceFile file) {
        try {
            String text = read(file);
            return new SourceRecord.Readable(new Document(
                    new DocumentKey(source, file.name()),
                    title(file, text),
                    text,
                    new Metadata(Map.of("file", file.name())),
                    Place.file(file.name())));
        } catch (SourceException e) {
            if (e.isRetriable()) {
                throw e;
            }
            return new SourceRecord.Unreadable(file.name(), file.name(), e.getMessage(), "");
        }
    }

    private String title(SourceFile file, String text) {
        String heading = markdown ? MarkdownTitle.of(text) : "";
        return heading.isEmpty() ? file.name() : heading;
    }

    /// The whole text, with LF for every line end.
    private String read(SourceFile file) {
        try (OpenText open = OpenText.open(file, encoding)) {
            String text = read(open);
            Fault fault = open.text().takeFaultBefore(Long.MAX_VALUE);
            if (fault != null) {
                throw new SourceException(
                        Kind.INVALID, "'" + file.name() + "', line " + line(text, fault) + ": " + fault.sentence());
            }
            if (text.isBlank()) {
                throw new SourceException(Kind.INVALID, "'" + file.name() + "' is empty.");
            }
            open.verifyUnchanged();
            return text.replace("\r\n", "\n").replace('\r', '\n');
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    private static String read(OpenText open) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[16 * 1024];
        int count = open.text().read(buffer, 0, buffer.length);
        while (count > 0) {
            text.append(buffer, 0, count);
            if (text.length() > Lines.MAX_LENGTH) {
                throw new SourceException(
                        Kind.INVALID,
                        "'" + open.file().name() + "' is longer than " + Lines.MAX_LENGTH
                                + " characters, too long for one document.");
            }
            count = open.text().read(buffer, 0, buffer.length);
        }
        return text.toString();
    }

    private static long line(String text, Fault fault) {
        return 1
                + text.substring(0, (int) fault.character()).lines().count()
                - (fault.character() > 0 && text.charAt((int) fault.character() - 1) != '\n' ? 1 : 0);
    }
}
