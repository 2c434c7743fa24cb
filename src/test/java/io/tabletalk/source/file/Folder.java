package io.tabletalk.source.file;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import io.tabletalk.source.document.DocumentParsers;
import io.tabletalk.source.document.TestParsers;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// A data directory with files, read as a test wants it.
record Folder(Path path) {

    /// Starts processes only when a document is read.
    private static final DocumentParsers PARSERS = TestParsers.shared();

    private static final SourceId ID = new SourceId("under-test");

    Folder write(String name, String content) {
        return write(name, content, StandardCharsets.UTF_8);
    }

    Folder write(String name, String content, Charset charset) {
        return write(name, content.getBytes(charset));
    }

    Folder write(String name, byte[] content) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything in a source of the kind `type` with these settings: names and values in turn.
    Result read(String type, Object... settings) {
        try (Source source = open(type, settings)) {
            List<SourceRecord> records = new ArrayList<>();
            List<String> leftOut = new ArrayList<>();
            for (Split split : source.plan()) {
                try (Stream<SourceRecord> read = source.read(split)) {
                    read.forEach(records::add);
                }
                leftOut.addAll(source.leftOut(split));
            }
            return new Result(records, leftOut);
        }
    }

    SourceSchema schema(String type, Object... settings) {
        try (Source source = open(type, settings)) {
            return source.schema();
        }
    }

    Source open(String type, Object... settings) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            named.put((String) settings[i], settings[i + 1]);
        }
        AllowedPaths allowed = new AllowedPaths(new DataDirectory(path), List.of());
        FileConfiguration kinds = new FileConfiguration();
        return Stream.<Function<AllowedPaths, SourceFactory<?>>>of(
                        kinds::csvSources,
                        kinds::jsonSources,
                        kinds::jsonLinesSources,
                        kinds::markdownSources,
                        kinds::textSources,
                        paths -> kinds.fileSources(paths, PARSERS),
                        paths -> kinds.folderSources(paths, PARSERS))
                .map(kind -> kind.apply(allowed))
                .filter(kind -> kind.type().equals(type))
                .findFirst()
                .map(kind -> open(kind, named))
                .orElseThrow();
    }

    private static <C> Source open(SourceFactory<C> kind, Map<String, Object> settings) {
        return kind.open(ID, JsonMapper.shared().convertValue(settings, kind.settingsType()));
    }

    /// What was read, in order, and what was left out on purpose.
    record Result(List<SourceRecord> records, List<String> leftOut) {

        List<Document> documents() {
            return records.stream()
                    .filter(SourceRecord.Readable.class::isInstance)
                    .map(one -> ((SourceRecord.Readable) one).document())
                    .toList();
        }

        List<SourceRecord.Unreadable> unreadable() {
            return records.stream()
                    .filter(SourceRecord.Unreadable.class::isInstance)
                    .map(SourceRecord.Unreadable.class::cast)
                    .toList();
        }

        List<String> texts() {
            return documents().stream().map(Document::text).toList();
        }

        List<String> keys() {
            return documents().stream().map(document -> document.key().key()).toList();
        }
    }
}
