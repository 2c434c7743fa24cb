package io.tabletalk.source.file;

import io.tabletalk.source.SourceRecord;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of a file that had to be read whole. For one thread.
final class RecordList implements FileFormat.Records {

    private Iterator<SourceRecord> unread;

    RecordList(List<SourceRecord> records) {
        this.unread = records.iterator();
    }

    @Override
    public @Nullable SourceRecord next() {
        return unread.hasNext() ? unread.next() : null;
    }

    @Override
    public void close() {
        unread = List.<SourceRecord>of().iterator();
    }
}
