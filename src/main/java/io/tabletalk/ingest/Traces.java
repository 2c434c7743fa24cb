package io.tabletalk.ingest;

import io.tabletalk.index.DocumentTraces;
import io.tabletalk.index.DocumentTraces.Gone;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All that is kept of documents beside the index: dead letters, and what other modules keep.
final class Traces {

    /// The stages whose letters may hold the text of a document under its key.
    private static final List<String> STAGES =
            List.of(SplitReader.NAME, CompareStage.NAME, EmbedStage.NAME, ApplyStage.NAME);

    private final DeadLetters deadLetters;
    private final List<DocumentTraces> others;
    private final Map<SourceId, Map<String, Long>> forgotten = new ConcurrentHashMap<>();

    Traces(DeadLetters deadLetters, List<DocumentTraces> others) {
        this.deadLetters = deadLetters;
        this.others = others;
    }

    /// What has to be looked up while the index still holds the document.
    static Gone gone(KnowledgeIndex index, DocumentKey key) {
        return new Gone(
                key,
                index.read(key).map(HeldDocument::passages).orElse(List.of()).stream()
                        .map(Passage::embeddedText)
                        .toList());
    }

    /// The same for all that these updates remove, with what they themselves bring of it before.
    static List<Gone> gone(KnowledgeIndex index, List<DocumentUpdate> updates) {
        return updates.stream()
                .filter(update -> update instanceof DocumentUpdate.Remove)
                .map(DocumentUpdate::key)
                .distinct()
                .map(key -> new Gone(
                        key,
                        Stream.concat(gone(index, key).texts().stream(), texts(updates, key))
                                .toList()))
                .toList();
    }

    private static Stream<String> texts(List<DocumentUpdate> updates, DocumentKey key) {
        return updates.stream()
                .filter(update -> update.key().equals(key))
                .flatMap(update ->
                        update instanceof DocumentUpdate.Replace replace ? replace.passages().stream() : Stream.empty())
                .map(embedded -> embedded.passage().embeddedText());
    }

    /// Forgets before documents leave the index, since after a crash behind that it would not tell any more what to
    /// forget; and once more behind it, what was kept meanwhile.
    void forgetAround(List<Gone> documents, Runnable leaving) {
        forget(documents);
        leaving.run();
        forget(documents);
    }

    /// Forgets what other modules keep of documents that are gone. Their letters go when their outcome is stored.
    void forget(List<Gone> documents) {
        Map<SourceId, List<Gone>> bySource = documents.stream()
                .collect(Collectors.groupingBy(document -> document.key().source()));
        bySource.forEach((source, gone) -> others.forEach(each -> forgotten
                .computeIfAbsent(source, any -> new ConcurrentHashMap<>())
                .merge(each.name(), each.forget(gone), Long::sum)));
    }

    /// What [#forget(List)] has forgotten of a source since this was last asked.
    Map<String, Long> takeForgotten(SourceId source) {
        Map<String, Long> counts = forgotten.remove(source);
        return counts == null ? Map.of() : counts;
    }

    /// Forgets everything of one document. Returns how much of what.
    Map<String, Long> forget(Gone document) {
        Map<String, Long> counts = new LinkedHashMap<>();
        DocumentKey key = document.key();
        counts.put("dead_letters", (long) deadLetters.resolve(key.source().value(), STAGES, List.of(key.key())));
        others.forEach(each -> counts.put(each.name(), each.forget(List.of(document))));
        return counts;
    }

    /// The same for a source that is removed.
    ///
    /// @param removal the batch that removes it
    Map<String, Long> forgetAll(SourceId source, String removal) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("dead_letters", (long) deadLetters.supersede(source.value(), removal));
        others.forEach(each -> counts.put(each.name(), each.forgetAll(source)));
        return counts;
    }
}
