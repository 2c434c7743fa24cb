package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.PageImage;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One file, or the files of a folder.
///
/// A split is a file. A large file is not cut further: where a record begins in the middle of a CSV file depends on all
/// quotes before it, and reading is hundreds of times faster than embedding what was read, so nothing would be won.
final class FileSource implements ChangingSource {

    private static final String FILE = "file";
    private static final int SHOWN_FILES = 5;

    private final SourceId id;
    private final FileSet files;
    private final Function<SourceFile, FileFormat> formats;
    private final Set<FileFormat.Records> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    FileSource(SourceId id, FileSet files, Function<SourceFile, FileFormat> formats) {
        this.id = id;
        this.files = files;
        this.formats = formats;
    }

    @Override
    public String probe() {
        return switch (files) {
            case SingleFile single -> {
                int fields =
                        formatOf(single.file()).schema(single.file()).fields().size();
                yield "'" + single.file().name() + "' can be read and has " + fields + " fields.";
            }
            case FolderFiles folder -> "The folder has " + listed().size() + " files to read.";
        };
    }

    @Override
    public SourceSchema schema() {
        return switch (files) {
            case SingleFile single -> formatOf(single.file()).schema(single.file());
            case FolderFiles folder ->
                new SourceSchema(
                        TextFormat.FIELDS,
                        List.of(),
                        null,
                        listed().stream()
                                .limit(SHOWN_FILES)
                                .map(FileSource::sample)
                                .toList());
        };
    }

    private static Map<String, Object> sample(SourceFile file) {
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("title", file.name());
        sample.put("text", "");
        return sample;
    }

    @Override
    public List<Split> plan() {
        if (files instanceof SingleFile single) {
            formatOf(single.file()).schema(single.file()); // a file that cannot be read at all is told now
        }
        List<Split> splits = new ArrayList<>();
        for (SourceFile file : listed()) {
            splits.add(new Split(
                    splits.size(), Map.of(FILE, file.name()), formatOf(file).keyPrefix(file)));
        }
        return splits;
    }

    @Override
    public Optional<String> mark() {
        return FileStates.settled(listed(), Instant.now()).map(FileStates::text);
    }

    /// Which documents of a file have changed cannot be told without reading it, but which files have.
    @Override
    public Optional<List<Split>> planChanges(String mark) {
        return Optional.empty();
    }

    @Override
    public Set<Integer> unchanged(List<Split> parts, String mark) {
        return FileStates.parse(mark).unchanged(parts, part -> files.find(part.bound(FILE)));
    }

    /// An empty folder is an error: most often it is a disk that is not mounted, and taking that for "everything was
    /// deleted" would empty the index.
    private List<SourceFile> listed() {
        List<SourceFile> found = files.list();
        if (found.isEmpty()) {
            throw new SourceException(
                    Kind.INVALID, "The folder has no file that can be read and that the patterns take.");
        }
        return found;
    }

    @Override
    public Stream<SourceRecord> read(Split split) {
        if (closed) {
            throw new IllegalStateException("Source " + id + " is closed.");
        }
        SourceFile file = files.find(split.bound(FILE));
        FileFormat.Records records = formatOf(file).open(id, file);
        open.add(records);
        return StreamSupport.stream(new RecordSpliterator(records), false).onClose(() -> close(records));
    }

    @Override
    public List<String> leftOut(Split split) {
        SourceFile file = files.find(split.bound(FILE));
        return formatOf(file).leftOut(file).stream().toList();
    }

    /// Only of the files that are read: a folder may hold others.
    @Override
    public Optional<PageImage> page(String name, int page) {
        return files.list().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .flatMap(file -> formatOf(file).page(file, page));
    }

    private FileFormat formatOf(SourceFile file) {
        return formats.apply(file);
    }

    private void close(FileFormat.Records records) {
        open.remove(records);
        records.close();
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(this::close);
    }

    private static final class RecordSpliterator extends Spliterators.AbstractSpliterator<SourceRecord> {

        private final FileFormat.Records records;

        private RecordSpliterator(FileFormat.Records records) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.records = records;
        }

        @Override
        public boolean tryAdvance(Consumer<? super SourceRecord> action) {
            SourceRecord next = records.next();
            if (next == null) {
                return false;
            }
            action.accept(next);
            return true;
        }
    }
}
