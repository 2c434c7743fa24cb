package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexException;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterDirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Terms;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the index when the disk fails under it.
class FailingDiskTest {

    private static final SourceId TEA = new SourceId("tea");

    @TempDir
    Path directory;

    private volatile boolean full;
    private volatile boolean enough;

    @Test
    void searchesGoOnWhileTheDiskIsFullAndWritesWhenItIsNot() {
        try (LuceneIndex index = new LuceneIndex(FullDisk::new, directory, "engine", 0.4, Language.ENGLISH)) {
            index.apply(List.of(tea(0)), "at 0");
            full = true;

            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(IndexException.class)
                        .isThrownBy(() -> index.apply(List.of(tea(1)), "at 1"))
                        .withMessageContaining("No space left");
                assertThat(index.bookmark()).contains("at 0");
                assertThat(index.documentCount()).isEqualTo(1);
                assertThat(index.check().isUp()).isTrue();
            }

            full = false;
            index.apply(List.of(tea(1)));
            assertThat(index.documentCount()).isEqualTo(2);
        }
    }

    @Test
    void noSearchMeetsTheReplacementOfTheFilesUnderIt() throws Exception {
        try (LuceneIndex index = new LuceneIndex(FullDisk::new, directory, "engine", 0.4, Language.ENGLISH);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> searches = threads.submit(() -> {
                while (!enough) { // no interrupt: Lucene's lock would be lost by it
                    index.documentCount();
                }
            });
            try {
                for (int attempt = 0; attempt < 50 && !searches.isDone(); attempt++) {
                    full = true;
                    assertThatExceptionOfType(IndexException.class).isThrownBy(() -> index.apply(List.of(tea(1))));
                    full = false;
                    index.apply(List.of(tea(1)));
                }

                assertThat(searches.isDone()).as("a search has failed").isFalse();
            } finally {
                enough = true;
            }
        }
    }

    @Test
    void aListThatCannotBeReadFailsAsTheIndexDoes() throws IOException {
        try (Directory memory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(memory, new IndexWriterConfig())) {
                Document header = new Document();
                header.add(new StringField(Fields.DOCUMENT_SOURCE, TEA.value(), Field.Store.NO));
                writer.addDocument(header);
            }
            try (DirectoryReader reader = new UnreadableTerms(DirectoryReader.open(memory));
                    Stream<?> documents = Headers.of(reader, TEA)) {
                assertThatExceptionOfType(IndexException.class)
                        .isThrownBy(documents::toList)
                        .withMessageContaining("Input/output error");
            }
        }
    }

    private static DocumentUpdate tea(int number) {
        DocumentKey key = new DocumentKey(TEA, Integer.toString(number));
        return new DocumentUpdate.Replace(
                key, SourcePosition.readAt(Instant.EPOCH), "hash", "Assam", Metadata.EMPTY, List.of());
    }

    private final class FullDisk extends FilterDirectory {

        FullDisk(Path path) throws IOException {
            super(FSDirectory.open(path));
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            return super.createOutput(name, context);
        }
    }

    private static final class UnreadableTerms extends FilterDirectoryReader {

        UnreadableTerms(DirectoryReader in) throws IOException {
            super(in, new SubReaderWrapper() {
                @Override
                public LeafReader wrap(LeafReader leaf) {
                    return new UnreadableLeaf(leaf);
                }
            });
        }

        @Override
        protected DirectoryReader doWrapDirectoryReader(DirectoryReader in) throws IOException {
            return new UnreadableTerms(in);
        }

        @Override
        public CacheHelper getReaderCacheHelper() {
            return in.getReaderCacheHelper();
        }
    }

    private static final class UnreadableLeaf extends FilterLeafReader {

        UnreadableLeaf(LeafReader in) {
            super(in);
        }

        @Override
        public Terms terms(String field) throws IOException {
            throw new IOException("Input/output error");
        }

        @Override
        public CacheHelper getCoreCacheHelper() {
            return in.getCoreCacheHelper();
        }

        @Override
        public CacheHelper getReaderCacheHelper() {
            return in.getReaderCacheHelper();
        }
    }
}
