package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.embedding.SwitchableEngine;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.ReembeddingProgress.State;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it makes new vectors: nothing is lost, and what is done is not done again.
class KilledReembeddingIT {

    private static final SourceId SOURCE = new SourceId("tea");
    private static final int DOCUMENTS = 300;
    private static final int SOME = 40;

    @TempDir
    private Path directory;

    @Test
    void killedProcessLosesNothingAndTheNextGoesOn() throws Exception {
        fill();
        for (int kill = 0; kill < 3; kill++) {
            killWhileItRuns();
        }
        WordEngine model = new WordEngine("new", 48);
        SwitchableIndex index = open(directory, model);
        index.resume(false);

        await().atMost(Duration.ofMinutes(1)).until(() -> index.progress().state() == State.UP_TO_DATE);

        assertThat(index.documentCount()).isEqualTo(DOCUMENTS);
        assertThat(index.passageCount()).isEqualTo(DOCUMENTS);
        assertThat(model.embedded).as("the rest only").hasSizeBetween(1, DOCUMENTS - 1);
        index.close();
    }

    private void fill() {
        WordEngine model = new WordEngine("old", 64);
        SwitchableIndex index = open(directory, model);
        List<DocumentUpdate> updates = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = "Passage " + i;
            updates.add(new DocumentUpdate.Replace(
                    new DocumentKey(SOURCE, "d" + i),
                    SourcePosition.readAt(Instant.EPOCH),
                    "hash",
                    "",
                    Metadata.EMPTY,
                    List.of(new EmbeddedPassage(
                            new Passage(0, "", text, Place.WHOLE.at(0, text.length())), model.embedQuestion(text)))));
        }
        index.apply(updates);
        index.close();
    }

    private void killWhileItRuns() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        KilledReembeddingIT.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals("some are done")) {
                line = output.readLine();
            }
            assertThat(line).isNotNull();
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Makes some of the new vectors, then stands still until it is killed.
    public static void main(String[] arguments) {
        WordEngine model = new WordEngine("new", 48);
        model.onEmbed = text -> {
            if (model.embedded.size() >= SOME) {
                awaitTheKill();
            }
        };
        SwitchableIndex index = open(Path.of(arguments[0]), model);
        index.resume(true);
        await().atMost(Duration.ofMinutes(1)).until(() -> model.embedded.size() >= SOME);
        System.out.println("some are done");
        awaitTheKill();
    }

    private static void awaitTheKill() {
        try {
            Thread.sleep(Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SwitchableIndex open(Path directory, WordEngine model) {
        SwitchableEngine engine = new SwitchableEngine(model, fingerprint -> Optional.empty());
        return new SwitchableIndex(
                new IndexFolders(directory.resolve("index")),
                engine,
                new PassageEmbedder(engine, EmbeddingCache.NONE),
                Language.ENGLISH);
    }
}
