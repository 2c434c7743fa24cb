package io.tabletalk.index.lucene;

import io.tabletalk.index.IndexException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/// The open files of the index: one writer, and the readers that see what it has committed.
record Session(Directory directory, IndexWriter writer, SearcherManager searchers) {

    /// How the entries are laid out; an index of another layout cannot be read.
    private static final String LAYOUT = "2";

    private static final String LAYOUT_KEY = "layout";
    private static final String FINGERPRINT_KEY = "embedding";
    private static final String LANGUAGE_KEY = "language";
    private static final String BOOKMARK_KEY = "bookmark";

    /// Where the files are.
    interface Disk {
        Directory open(Path path) throws IOException;
    }

    /// @param fingerprint of the embedding engine whose vectors the index holds
    /// @param language    to whose rules the analyzer keeps
    /// @throws IndexException when another process has the index open, or when it was made otherwise
    static Session open(Disk disk, Path path, Analyzer analyzer, String fingerprint, Language language) {
        try {
            Directory directory = disk.open(path);
            try {
                return open(directory, path, analyzer, fingerprint, language);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (LockObtainFailedException e) {
            throw new IndexException("Another process uses the index in " + path + ". Stop it first.", e);
        } catch (IndexFormatTooOldException e) {
            throw otherwiseMade(path, "by an older version of Lucene, which this one cannot read", e);
        } catch (IndexFormatTooNewException e) {
            throw otherwiseMade(path, "by a newer version of Lucene, which this one cannot read", e);
        } catch (CorruptIndexException e) {
            throw new IndexException(
                    "The index in " + path + " is damaged: " + e.getMessage()
                            + ". Delete the folder and read the sources again.",
                    e);
        } catch (IOException e) {
            throw new IndexException("The index in " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static Session open(
            Directory directory, Path path, Analyzer analyzer, String fingerprint, Language language)
            throws IOException {
        if (DirectoryReader.indexExists(directory)) {
            requireReadable(directory, path, fingerprint, language);
        }
        IndexWriterConfig settings = new IndexWriterConfig(analyzer)
                .setCodec(new VectorCodec())
                .setMergePolicy(merges())
                .setSimilarity(Bm25.similarity());
        IndexWriter writer = new IndexWriter(directory, settings);
        try {
            Map<String, String> made = committed(writer);
            made.putAll(Map.of(LAYOUT_KEY, LAYOUT, FINGERPRINT_KEY, fingerprint, LANGUAGE_KEY, language.toString()));
            writer.setLiveCommitData(made.entrySet());
            writer.commit();
            SearcherManager searchers = new SearcherManager(writer, new Bm25.Searchers());
            return new Session(directory, writer, searchers);
        } catch (IOException | RuntimeException e) {
            writer.rollback(); // or the lock stays, and no later try can open the index
            throw e;
        }
    }

    /// Lucene's default, but for this: who asks for deleted documents to be expunged means all of them, not only those
    /// in segments of which they are more than a tenth.
    private static TieredMergePolicy merges() {
        return new TieredMergePolicy().setForceMergeDeletesPctAllowed(0);
    }

    /// The fingerprint of the embedding engine whose vectors the index in a folder holds; empty when there is none.
    static Optional<String> fingerprintOf(Path path) {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try (Directory directory = FSDirectory.open(path)) {
            if (!DirectoryReader.indexExists(directory)) {
                return Optional.empty();
            }
            Map<String, String> made = SegmentInfos.readLatestCommit(directory).getUserData();
            return Optional.ofNullable(made.get(FINGERPRINT_KEY));
        } catch (IndexFormatTooOldException | IndexFormatTooNewException | CorruptIndexException e) {
            return Optional.empty(); // whoever opens it is told what to do
        } catch (IOException e) {
            throw new IndexException("The index in " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireReadable(Directory directory, Path path, String fingerprint, Language language)
            throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> made = reader.getIndexCommit().getUserData();
            String layout = made.getOrDefault(LAYOUT_KEY, "unknown");
            String embedding = made.getOrDefault(FINGERPRINT_KEY, "unknown");
            String words = made.getOrDefault(LANGUAGE_KEY, Language.ENGLISH.toString()); // the only one there was
            if (!layout.equals(LAYOUT)) {
                throw otherwiseMade(path, "in layout " + layout + "; this version reads layout " + LAYOUT);
            }
            if (!embedding.equals(fingerprint)) {
                throw otherwiseMade(
                        path, "with the embedding " + embedding + ", and " + fingerprint + " is configured");
            }
            if (!words.equals(language.toString())) {
                throw otherwiseMade(path, "for the language " + words + ", and " + language + " is configured");
            }
        }
    }

    private static IndexException otherwiseMade(Path path, String how) {
        return otherwiseMade(path, how, new IllegalStateException(how));
    }

    private static IndexException otherwiseMade(Path path, String how, Exception cause) {
        return new IndexException(
                "The index in " + path + " was made " + how
                        + ". Set that back, or delete the folder and read the sources again.",
                cause);
    }

    /// What was last noted; empty when nothing was.
    Optional<String> bookmark() {
        return Optional.ofNullable(committed(writer).get(BOOKMARK_KEY));
    }

    /// Notes, with the next commit, how far whoever brings the updates has come.
    ///
    /// @param bookmark null for nothing
    void note(@Nullable String bookmark) {
        Map<String, String> noted = committed(writer);
        if (bookmark == null) {
            noted.remove(BOOKMARK_KEY);
        } else {
            noted.put(BOOKMARK_KEY, bookmark);
        }
        writer.setLiveCommitData(noted.entrySet());
    }

    private static Map<String, String> committed(IndexWriter writer) {
        Map<String, String> data = new HashMap<>();
        Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
        if (live != null) {
            live.forEach(each -> data.put(each.getKey(), each.getValue()));
        }
        return data;
    }

    /// Makes what was written durable, then visible to searches.
    void commit() throws IOException {
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    /// Forgets what was not committed, and writes no more. Searches go on with what was committed before.
    void stopWriting() throws IOException {
        writer.rollback();
    }

    /// Closes everything and keeps what was committed only. Searches under way are finished.
    void abandon() {
        try (directory;
                searchers) {
            writer.rollback();
        } catch (IOException | AlreadyClosedException e) { // also when the lock was lost
            throw new IndexException("The index cannot be closed: " + e.getMessage(), e);
        }
    }
}
