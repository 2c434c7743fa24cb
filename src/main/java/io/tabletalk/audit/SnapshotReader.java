package io.tabletalk.audit;

import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.DocumentHash;
import io.tabletalk.ingest.ExcludedDocuments;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Readable;
import io.tabletalk.source.SourceRecord.Unreadable;
import io.tabletalk.source.Sources;
import io.tabletalk.source.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// Takes snapshots: reads all of a source, one part after the other and no faster than allowed, then what the index
/// holds of it. Memory does not grow with the number of documents.
final class SnapshotReader {

    private static final int BETWEEN_REPORTS = 100;

    private final Sources sources;
    private final KnowledgeIndex index;
    private final DocumentHash hash;
    private final ExcludedDocuments excluded;
    private final int documentsPerSecond;

    SnapshotReader(
            Sources sources,
            KnowledgeIndex index,
            DocumentHash hash,
            ExcludedDocuments excluded,
            int documentsPerSecond) {
        this.excluded = excluded;
        this.sources = sources;
        this.index = index;
        this.hash = hash;
        this.documentsPerSecond = documentsPerSecond;
    }

    /// Is told now and then, and at the end, what has been read of the source.
    interface Progress {
        void hasRead(long documents, long unreadable);
    }

    Snapshot read(SourceId id, Path directory, Progress progress) throws IOException, InterruptedException {
        Snapshot snapshot = new Snapshot(directory);
        try {
            readSource(id, snapshot, progress);
            readIndex(id, snapshot);
            return snapshot;
        } catch (IOException | InterruptedException | RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    private void readSource(SourceId id, Snapshot snapshot, Progress progress)
            throws IOException, InterruptedException {
        Pace pace = new Pace(documentsPerSecond);
        try (Source source = sources.open(id)) {
            Source whatItHolds = source.readAnew();
            UnreadParts unread = new UnreadParts(snapshot);
            for (Split split : whatItHolds.plan()) {
                long before = snapshot.recordsRead();
                try {
                    readPart(whatItHolds, split, snapshot, pace, progress);
                    unread.wasRead();
                } catch (SourceException e) {
                    unread.add(split, snapshot.recordsRead() - before, e);
                }
            }
            unread.requireSomethingRead();
        }
        progress.hasRead(snapshot.recordsRead(), snapshot.unreadableRecords());
    }

    private void readPart(Source source, Split split, Snapshot snapshot, Pace pace, Progress progress)
            throws IOException, InterruptedException {
        try (Stream<SourceRecord> records = source.read(split)) {
            Iterator<SourceRecord> iterator = records.iterator();
            while (iterator.hasNext()) {
                note(iterator.next(), split, snapshot);
                pace.step();
                if (snapshot.recordsRead() % BETWEEN_REPORTS == 0) {
                    progress.hasRead(snapshot.recordsRead(), snapshot.unreadableRecords());
                }
            }
        }
    }

    private void note(SourceRecord record, Split split, Snapshot snapshot) throws IOException {
        switch (record) {
            case Readable readable -> note(readable.document(), snapshot);
            case SourceRecord.Gone gone ->
                throw new IllegalStateException("A complete read says nothing of what is gone: " + gone.key());
            case Unreadable unreadable -> {
                snapshot.countUnreadable();
                String key = unreadable.key();
                if (key == null) {
                    snapshot.unreadableBelow(split.keyPrefix());
                } else if (!key.equals(Unreadable.NO_KEY)) {
                    snapshot.unreadable(key);
                }
            }
        }
    }

    /// A document that is to stay out belongs in the index as little as one that is not there.
    private void note(Document document, Snapshot snapshot) throws IOException {
        if (excluded.among(List.of(document.key())).isEmpty()) {
            snapshot.inSource(document.key().key(), hash.of(document));
        } else {
            snapshot.excluded(document.key().key());
        }
    }

    private void readIndex(SourceId id, Snapshot snapshot) throws IOException, InterruptedException {
        try (Stream<IndexedDocument> documents = index.documents(id)) {
            Iterator<IndexedDocument> iterator = documents.iterator();
            while (iterator.hasNext()) {
                IndexedDocument document = iterator.next();
                snapshot.inIndex(document.key().key(), document.contentHash());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }
}
