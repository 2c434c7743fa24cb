package io.tabletalk.index.bench;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.lucene.LuceneIndexes;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.testing.bench.Memory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The process that builds an index, as the pipeline does: in groups of 256 documents, each durable and searchable
/// before the next.
final class IndexBuild {

    static final SourceId SOURCE = new SourceId("bench");
    static final int PASSAGES_A_DOCUMENT = 4;

    private static final int DOCUMENTS_A_GROUP = 256;
    private static final SourcePosition POSITION = SourcePosition.readAt(Instant.EPOCH);

    private IndexBuild() {}

    /// @param arguments folder of the workload, of the index, of native libraries
    public static void main(String[] arguments) throws Exception {
        Workload workload = Workload.read(Path.of(arguments[0]));
        try (EmbeddingEngine engine = EmbeddingEngineAccess.open("int8", 0, Path.of(arguments[2]));
                KnowledgeIndex index = LuceneIndexes.open(Path.of(arguments[1]), engine)) {
            engine.embedQuestion("Loaded before the time is taken.");
            long begin = System.nanoTime();
            apply(workload, index);
            double applied = (System.nanoTime() - begin) / 1e9;
            awaitMerges();
            double merged = (System.nanoTime() - begin) / 1e9;
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("build_passages_per_second", Math.round(workload.count() / merged));
            figures.put("build_seconds", Math.round(merged));
            figures.put("build_seconds_until_searchable", Math.round(applied));
            figures.put("build_resident_megabytes", Memory.ofThisProcess().residentMegabytes());
            ChildProcess.answer(figures);
        }
        System.exit(0);
    }

    private static void apply(Workload workload, KnowledgeIndex index) {
        long begin = System.nanoTime();
        List<DocumentUpdate> group = new ArrayList<>();
        for (int first = 0; first < workload.count(); first += PASSAGES_A_DOCUMENT) {
            group.add(document(workload, first));
            if (group.size() == DOCUMENTS_A_GROUP) {
                index.apply(group);
                group = new ArrayList<>();
            }
            if (first > 0 && first % 50_000 == 0) {
                System.out.printf("%,d passages in %.0f s%n", first, (System.nanoTime() - begin) / 1e9);
            }
        }
        index.apply(group);
    }

    private static DocumentUpdate document(Workload workload, int first) {
        List<EmbeddedPassage> passages = new ArrayList<>();
        int end = Math.min(first + PASSAGES_A_DOCUMENT, workload.count());
        for (int number = first; number < end; number++) {
            String text = workload.passages().text(number);
            Passage passage = new Passage(number - first, "", text, Place.WHOLE.at(0, text.length()));
            GeneratedPassages generated = workload.passages();
            passages.add(new EmbeddedPassage(passage, generated.vector(number), generated.tokens(number)));
        }
        int document = first / PASSAGES_A_DOCUMENT;
        return new DocumentUpdate.Replace(
                new DocumentKey(SOURCE, Integer.toString(document)),
                POSITION,
                "hash of " + document,
                "",
                new Metadata(Map.of("tenth", document % 10, "hundredth", document % 100)),
                passages);
    }

    /// Lucene's threads have no other name; what they do goes on after the last group.
    private static void awaitMerges() throws InterruptedException {
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("Lucene Merge Thread"))) {
            Thread.sleep(50);
        }
    }
}
