package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.index.IndexException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.StringHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Indexes that this version cannot search are left as they are, and the message says what to do.
class OlderIndexTest {

    @TempDir
    Path directory;

    @Test
    void anOlderLayoutIsRefused() throws IOException {
        try (Directory files = FSDirectory.open(directory);
                IndexWriter writer = new IndexWriter(files, new IndexWriterConfig())) {
            writer.setLiveCommitData(
                    Map.of("layout", "1", "embedding", "made up").entrySet());
            writer.commit();
        }

        assertRefused("was made in layout 1; this version reads layout ");
        assertRefused("was made in layout 1"); // and was left as it was
    }

    @Test
    void anIndexOfAnotherProgramIsRefused() throws IOException {
        try (Directory files = FSDirectory.open(directory);
                IndexWriter writer = new IndexWriter(files, new IndexWriterConfig())) {
            writer.commit();
        }

        assertRefused("was made in layout unknown");
    }

    @ParameterizedTest
    @CsvSource({"1, older", "1000, newer"})
    void anotherVersionOfLuceneIsRefused(int format, String age) throws IOException {
        try (Directory files = FSDirectory.open(directory);
                IndexOutput commit = files.createOutput("segments_1", IOContext.DEFAULT)) {
            CodecUtil.writeIndexHeader(commit, "segments", format, StringHelper.randomId(), "1");
        }

        assertRefused("was made by " + (age.equals("older") ? "an older" : "a newer") + " version of Lucene");
    }

    @Test
    void damagedFilesAreToldFromADiskThatFails() throws IOException {
        new LuceneIndex(directory, "made up", 0.4, Language.ENGLISH).close();
        try (var files = Files.list(directory)) {
            for (Path commit : files.filter(
                            file -> file.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(commit);
                bytes[bytes.length / 2] ^= 1;
                Files.write(commit, bytes, StandardOpenOption.TRUNCATE_EXISTING);
            }
        }

        assertRefused("is damaged");
    }

    private void assertRefused(String why) {
        assertThat(directory).isDirectory();
        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> new LuceneIndex(directory, "made up", 0.4, Language.ENGLISH))
                .withMessageContaining(why)
                .withMessageContaining("elete the folder and read the sources again");
    }
}
