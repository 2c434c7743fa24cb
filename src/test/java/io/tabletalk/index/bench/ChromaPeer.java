package io.tabletalk.index.bench;

import io.tabletalk.testing.Chroma;
import io.tabletalk.testing.bench.Clients;
import io.tabletalk.testing.bench.Clients.Delays;
import io.tabletalk.testing.bench.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The same vectors and questions in a Chroma server, asked over HTTP, as its clients do.
final class ChromaPeer {

    private static final int VECTORS_A_REQUEST = 1_000;

    private final ChromaServer server;
    private final List<float[]> questions;
    private final List<int[]> nearest;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private ChromaPeer(ChromaServer server, List<float[]> questions, List<int[]> nearest) {
        this.server = server;
        this.questions = questions;
        this.nearest = nearest;
    }

    /// @param nearest what an exact search finds for each question
    /// @param data    a new folder
    static Map<String, Object> measure(
            GeneratedPassages passages, int count, List<float[]> questions, List<int[]> nearest, Path data)
            throws Exception {
        try (ChromaServer server = new ChromaServer(data)) {
            return new ChromaPeer(server, questions, nearest).measure(passages, count, data);
        }
    }

    private Map<String, Object> measure(GeneratedPassages passages, int count, Path data) throws Exception {
        figures.put("peer", Chroma.VERSION);
        build(passages, count);
        figures.put("peer_bytes_per_passage", SearchBench.size(data) / count);
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            Clients.oneAtATime(questions.size(), this::ask);
        }
        put("peer_dense_", Clients.oneAtATime(questions.size(), this::ask));
        put("peer_http_alone_", Clients.oneAtATime(questions.size(), question -> heartbeat()));
        figures.put("peer_dense_queries_per_second", IndexQuestions.together(questions.size(), this::ask));
        figures.put("peer_resident_megabytes", server.memory().residentMegabytes());
        List<int[]> found =
                IntStream.range(0, questions.size()).mapToObj(this::query).toList();
        figures.put("peer_recall_at_10", Figures.rounded(ExactSearch.recall(nearest, found), 4));
        return figures;
    }

    private void build(GeneratedPassages passages, int count) throws Exception {
        long begin = System.nanoTime();
        for (int first = 0; first < count; first += VECTORS_A_REQUEST) {
            List<float[]> vectors = new ArrayList<>();
            for (int number = first; number < Math.min(count, first + VECTORS_A_REQUEST); number++) {
                vectors.add(passages.vector(number));
            }
            server.add(first, vectors);
        }
        figures.put("peer_build_passages_per_second", Math.round(count * 1e9 / (System.nanoTime() - begin)));
    }

    private void put(String prefix, Delays delays) {
        figures.put(prefix + "p50_ms", Figures.rounded(delays.milliseconds(50), 2));
        figures.put(prefix + "p99_ms", Figures.rounded(delays.milliseconds(99), 2));
    }

    private void ask(int question) {
        query(question);
    }

    private int[] query(int question) {
        return answered(() -> server.query(questions.get(question), IndexQuestions.WANTED));
    }

    private void heartbeat() {
        answered(() -> {
            server.heartbeat();
            return true;
        });
    }

    private static <T> T answered(Request<T> request) {
        try {
            return request.send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nothing interrupts this thread", e);
        }
    }

    private interface Request<T> {
        T send() throws IOException, InterruptedException;
    }
}
