package io.tabletalk.chat.answer;

import io.tabletalk.chat.answer.QuotableRanking.Ranked;
import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngines;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.index.lucene.LuceneIndexes;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.retrieval.Reranker;
import io.tabletalk.retrieval.Reranking;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tells how often the sentences that are quoted without a model hold the answer: the first one, one of the first two,
/// one of the first three; and how often the passages quoted from hold it at all. The last line is JSON.
///
/// A sentence holds an answer when one of the texts that people gave as the answer stands in it, small and capital
/// letters alike.
public final class AnswersBench {

    private static final SourceId SOURCE = new SourceId("answers");
    private static final int BATCH = 256;
    private static final int PASSAGE_TOKENS = 256;
    private static final int OVERLAP_TOKENS = 32;

    /// As many as a chat looks for unless it is told otherwise, and as many as are quoted from.
    private static final int FOUND = 5;

    private static final int QUOTED_FROM = 3;

    private AnswersBench() {}

    /// @param answers in small letters
    private record Asked(String question, List<String> answers) {

        boolean isAnsweredBy(String text) {
            String small = text.toLowerCase(Locale.ROOT);
            return answers.stream().anyMatch(small::contains);
        }
    }

    /// @param arguments a folder in the BEIR layout with `answers.jsonl` beside it; then `--questions N`, `--seed N`
    public static void main(String[] arguments) throws IOException {
        Path collection = Path.of(arguments[0]);
        Map<String, String> options = options(arguments);
        int count = Integer.parseInt(options.getOrDefault("--questions", "500"));
        long seed = Long.parseLong(options.getOrDefault("--seed", "7"));
        Path folder = Files.createTempDirectory("tabletalk-answers-");
        try (EmbeddingEngine engine = EmbeddingEngines.open(
                        EmbeddingEngines.DEFAULT_MODEL, "auto", new DataDirectory(Path.of("target", "natives")));
                KnowledgeIndex index = LuceneIndexes.open(folder, engine)) {
            index(collection, engine, index);
            Map<String, Object> figures = measure(asked(collection, count, seed), engine, index);
            figures.put("seed", seed);
            figures.put("embedding", engine.fingerprint());
            System.out.println(JsonMapper.shared().writeValueAsString(figures));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static void index(Path collection, EmbeddingEngine engine, KnowledgeIndex index) throws IOException {
        PassageSplitter splitter = new PassageSplitter(engine, PASSAGE_TOKENS, OVERLAP_TOKENS);
        List<DocumentUpdate> updates = new ArrayList<>();
        for (JsonNode line : lines(collection.resolve("corpus.jsonl"))) {
            updates.add(update(line, splitter, engine));
            if (updates.size() == BATCH) {
                index.apply(updates);
                updates.clear();
            }
        }
        index.apply(updates);
    }

    private static DocumentUpdate update(JsonNode line, PassageSplitter splitter, EmbeddingEngine engine) {
        Document document = new Document(
                new DocumentKey(SOURCE, line.path("_id").asString()),
                line.path("title").asString(""),
                line.path("text").asString(),
                Metadata.EMPTY,
                Place.WHOLE);
        List<Passage> passages = splitter.split(document);
        List<Embedding> embeddings = engine.embedPassagesWithTokens(
                passages.stream().map(Passage::embeddedText).toList());
        List<EmbeddedPassage> embedded = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            embedded.add(new EmbeddedPassage(passages.get(i), embeddings.get(i)));
        }
        return new DocumentUpdate.Replace(
                document.key(),
                SourcePosition.readAt(Instant.EPOCH),
                document.contentHash(),
                document.title(),
                document.metadata(),
                embedded);
    }

    private static List<Asked> asked(Path collection, int count, long seed) throws IOException {
        Map<String, String> questions = new HashMap<>();
        for (JsonNode line : lines(collection.resolve("queries.jsonl"))) {
            questions.put(line.path("_id").asString(), line.path("text").asString());
        }
        List<Asked> asked = new ArrayList<>();
        for (JsonNode line : lines(collection.resolve("answers.jsonl"))) {
            String question = questions.get(line.path("query_id").asString());
            if (question != null) {
                asked.add(new Asked(question, answers(line)));
            }
        }
        Collections.shuffle(asked, new Random(seed));
        return asked.subList(0, Math.min(count, asked.size()));
    }

    private static List<String> answers(JsonNode line) {
        return line.path("answers")
                .valueStream()
                .map(answer -> answer.path("text").asString().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private static Map<String, Object> measure(List<Asked> asked, EmbeddingEngine engine, KnowledgeIndex index) {
        QuotableRanking ranking = new QuotableRanking(engine);
        Reranker reranker = Reranking.AUTO.open(engine, index);
        int[] within = new int[QUOTED_FROM];
        int passages = 0;
        for (Asked each : asked) {
            float[] vector = engine.embedQuestion(each.question());
            SearchQuery query = new SearchQuery(each.question(), vector, Mode.HYBRID, FOUND, Optional.empty());
            List<Hit> found = reranker.search(index, query);
            List<Hit> best = found.subList(0, Math.min(QUOTED_FROM, found.size()));
            List<Ranked> sentences = ranking.candidates(found, best).rank(each.question(), vector);
            for (int first = firstAnswering(sentences, each); first < within.length; first++) {
                within[first]++;
            }
            if (best.stream().anyMatch(hit -> each.isAnsweredBy(hit.passage().text()))) {
                passages++;
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("first_sentence", share(within[0], asked));
        figures.put("first_two", share(within[1], asked));
        figures.put("first_three", share(within[2], asked));
        figures.put("passages", share(passages, asked));
        figures.put("questions", asked.size());
        return figures;
    }

    /// Its place from 0, or one behind all when no sentence holds an answer.
    private static int firstAnswering(List<Ranked> sentences, Asked asked) {
        for (int place = 0; place < Math.min(QUOTED_FROM, sentences.size()); place++) {
            if (asked.isAnsweredBy(sentences.get(place).quotable().text())) {
                return place;
            }
        }
        return QUOTED_FROM;
    }

    private static double share(int count, List<Asked> asked) {
        return Math.round(1000.0 * count / asked.size()) / 1000.0;
    }
}
