package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes without pause is killed (signal 9) again and again; what `apply` returned from is there each
/// time, and every document is whole.
class KilledIndexIT {

    private static final SourceId SOURCE = new SourceId("kept");
    private static final int DOCUMENTS = 20;
    private static final int PASSAGES = 3;
    private static final int KILLS = 6;

    @TempDir
    Path directory;

    @Test
    void whatWasAppliedSurvivesAndNoDocumentIsHalf() throws Exception {
        Random random = new Random(11);
        long version = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long applied = writeUntilKilled(version, 3 + random.nextInt(20), random.nextInt(30));
            assertThat(applied).as("the process wrote").isGreaterThan(version);
            version = applied;
            try (LuceneIndex index = open(directory)) {
                assertWhole(index, applied);
            }
        }
    }

    /// @param rounds    how many are awaited
    /// @param extraTime milliseconds after the last of them, so that the kill falls anywhere in a write
    /// @return the last version that was reported as applied
    private long writeUntilKilled(long version, int rounds, int extraTime) throws Exception {
        Path reports = directory.resolveSibling(directory.getFileName() + "-reports");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        KilledIndexIT.class.getName(),
                        directory.toString(),
                        Long.toString(version + 1))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(reports.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> reported(reports, version) >= version + rounds);
            assertThat(writer.waitFor(extraTime, TimeUnit.MILLISECONDS))
                    .as("the process has ended by itself")
                    .isFalse();
        } finally {
            writer.destroyForcibly().waitFor();
        }
        long applied = reported(reports, version);
        Files.delete(reports);
        return applied;
    }

    /// The last version whose line is complete.
    private static long reported(Path reports, long otherwise) throws IOException {
        String text = Files.readString(reports);
        List<String> complete =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        return complete.isEmpty() ? otherwise : Long.parseLong(complete.getLast());
    }

    /// Every round replaces all documents, so each is of the last version applied or of the one that was under way.
    private static void assertWhole(LuceneIndex index, long applied) {
        List<DocumentKey> keys =
                IntStream.range(0, DOCUMENTS).mapToObj(KilledIndexIT::key).toList();
        Map<DocumentKey, IndexedDocument> held = index.find(keys);
        assertThat(held).hasSize(DOCUMENTS);
        assertThat(index.passageCount()).isEqualTo(DOCUMENTS * PASSAGES);
        held.values().forEach(document -> {
            assertThat(document.position().order()).isBetween(applied, applied + 1);
            assertThat(document.contentHash())
                    .isEqualTo(Long.toString(document.position().order()));
        });
        List<Hit> found = index.search(new SearchQuery(
                "harbour", new float[0], SearchQuery.Mode.KEYWORD, SearchQuery.MAX_LIMIT, Optional.empty()));
        assertThat(found)
                .hasSize(DOCUMENTS * PASSAGES)
                .allSatisfy(hit -> assertThat(hit.passage().text())
                        .endsWith("version " + hit.position().order()));
        assertThat(found)
                .allSatisfy(hit -> assertThat(held.get(hit.key()))
                        .extracting(IndexedDocument::position)
                        .isEqualTo(hit.position()));
    }

    private static LuceneIndex open(Path directory) {
        return new LuceneIndex(directory, "made up", 0.4, Language.ENGLISH);
    }

    private static DocumentKey key(int document) {
        return new DocumentKey(SOURCE, Integer.toString(document));
    }

    /// Writes version after version, and says each that was applied.
    ///
    /// @param arguments the index's folder, the first version
    public static void main(String[] arguments) throws IOException {
        try (LuceneIndex index = open(Path.of(arguments[0]))) {
            for (long version = Long.parseLong(arguments[1]); ; version++) {
                long next = version;
                index.apply(IntStream.range(0, DOCUMENTS)
                        .<DocumentUpdate>mapToObj(document -> update(document, next))
                        .toList());
                System.out.println(version);
            }
        }
    }

    private static DocumentUpdate update(int document, long version) {
        List<EmbeddedPassage> passages = new ArrayList<>();
        for (int passage = 0; passage < PASSAGES; passage++) {
            String text = "Harbour " + document + ", pier " + passage + ", version " + version;
            float[] vector = new float[8];
            vector[(document + passage) % vector.length] = 1;
            passages.add(new EmbeddedPassage(new Passage(passage, "", text, Place.WHOLE.at(0, text.length())), vector));
        }
        return new DocumentUpdate.Replace(
                key(document),
                new SourcePosition(version, Instant.EPOCH),
                Long.toString(version),
                "Harbour",
                Metadata.EMPTY,
                passages);
    }
}
