package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The records of the files in an archive, one file after the other. One file at a time is unpacked, into the folder
/// for temporary files, and no more than the limit in all: an archive of a few kilobytes can unpack to petabytes.
final class ArchiveRecords implements FileFormat.Records {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveRecords.class);
    private static final int MOST_FILES = 10_000;
    private static final int CHUNK = 64 * 1024;

    private final SourceId source;
    private final SourceFile file;
    private final SourceFile.State before;
    private final ZipFile archive;
    private final Iterator<? extends ZipEntry> unread;
    private final ArchiveFormat format;
    private FileFormat.@Nullable Records inner;
    private @Nullable Path unpacked;
    private long bytes;
    private int files;
    private boolean ended;

    ArchiveRecords(
            SourceId source,
            SourceFile file,
            SourceFile.State before,
            ZipFile archive,
            List<? extends ZipEntry> entries,
            ArchiveFormat format) {
        this.source = source;
        this.file = file;
        this.before = before;
        this.archive = archive;
        this.unread = entries.iterator();
        this.format = format;
    }

    /// An archive that cannot be opened: all that was read of it before stays as it is.
    static FileFormat.Records unreadable(SourceFile file, String reason) {
        return new RecordList(List.of(new Unreadable(null, file.name(), reason, "")));
    }

    @Override
    public @Nullable SourceRecord next() {
        while (true) {
            SourceRecord record = inner == null ? null : inner.next();
            if (record != null) {
                return record;
            }
            closeInner();
            if (ended || !unread.hasNext()) {
                file.verifyStill(before);
                return null;
            }
            Unreadable problem = begin(unread.next());
            if (problem != null) {
                return problem;
            }
        }
    }

    /// Begins to read a file. Returns why it cannot be read, or null.
    private @Nullable Unreadable begin(ZipEntry entry) {
        String name = file.name() + "/" + entry.getName();
        if (++files > MOST_FILES) {
            ended = true;
            return rest("It holds more than %,d files.".formatted(MOST_FILES));
        }
        if (ArchiveFormat.leadsOut(entry.getName())) {
            return new Unreadable(
                    Unreadable.NO_KEY, name, "Its name leads out of the archive, so it was not unpacked.", "");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return new Unreadable(null, file.name(), "A file in it has a name with control characters.", "");
        }
        try {
            Path copy = unpack(entry);
            if (copy == null) {
                ended = true;
                return rest("Its files unpack to more than %,d bytes.".formatted(format.maxUnpacked()));
            }
            SourceFile within = new SourceFile(copy, name);
            inner = format.formats().apply(within).open(source, within);
            return null;
        } catch (ZipException e) {
            return new Unreadable(null, name, ArchiveFormat.reason(e), "");
        } catch (IOException e) {
            throw new SourceException(Kind.UNAVAILABLE, "'" + name + "' could not be unpacked: " + e.getMessage(), e);
        } catch (SourceException e) {
            if (e.isRetriable()) {
                throw e;
            }
            return new Unreadable(null, name, String.valueOf(e.getMessage()), "");
        }
    }

    private Unreadable rest(String reason) {
        return new Unreadable(null, file.name() + ", the rest", reason, "");
    }

    /// Null when the limit is reached.
    private @Nullable Path unpack(ZipEntry entry) throws IOException {
        Path copy = Files.createTempFile("tabletalk-", ".unpacked");
        unpacked = copy;
        try (InputStream in = archive.getInputStream(entry);
                OutputStream out = Files.newOutputStream(copy)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                bytes += read;
                if (bytes > format.maxUnpacked()) {
                    return null;
                }
                out.write(chunk, 0, read);
            }
        }
        return copy;
    }

    private void closeInner() {
        if (inner != null) {
            inner.close();
            inner = null;
        }
        if (unpacked != null) {
            delete(unpacked);
            unpacked = null;
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.warn("A temporary file could not be deleted: {}", copy, e);
        }
    }

    @Override
    public void close() {
        closeInner();
        try {
            archive.close();
        } catch (IOException e) {
            LOG.debug("Archive {} could not be closed properly", file.name(), e);
        }
    }
}
