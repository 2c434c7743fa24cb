package io.tabletalk.index.bench;

import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.testing.bench.RealTexts;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// Real sentences with their vectors and tokens. Can be written to a file, so that other processes generate the same
/// passages.
///
/// @param texts   all sentences, those of a group one after the other
/// @param vectors of each, of length 1
/// @param tokens  of each
/// @param starts  where each group begins, and behind it where the last one ends
/// @param related for each group, the groups nearest to it
record SentencePool(
        List<String> texts, List<float[]> vectors, List<TokenCodes> tokens, int[] starts, List<int[]> related) {

    private static final int RELATED = 8;

    /// Embeds the sentences, which takes about a minute for 10,000.
    static SentencePool of(RealTexts real, EmbeddingEngine engine) {
        List<String> texts = real.groups().stream().flatMap(List::stream).toList();
        int[] starts = new int[real.groups().size() + 1];
        for (int group = 0; group < real.groups().size(); group++) {
            starts[group + 1] = starts[group] + real.groups().get(group).size();
        }
        List<Embedding> embedded = engine.embedPassagesWithTokens(texts);
        List<float[]> vectors = embedded.stream().map(Embedding::vector).toList();
        List<TokenCodes> tokens = embedded.stream().map(Embedding::tokens).toList();
        return new SentencePool(texts, vectors, tokens, starts, related(vectors, starts));
    }

    int groups() {
        return starts.length - 1;
    }

    private static List<int[]> related(List<float[]> vectors, int[] starts) {
        List<float[]> centres = new ArrayList<>();
        for (int group = 0; group < starts.length - 1; group++) {
            float[] sum = new float[vectors.getFirst().length];
            vectors.subList(starts[group], starts[group + 1]).forEach(vector -> Vectors.add(sum, vector, 1));
            centres.add(Vectors.normalized(sum));
        }
        return IntStream.range(0, centres.size())
                .parallel()
                .mapToObj(group -> nearest(centres, group))
                .toList();
    }

    private static int[] nearest(List<float[]> centres, int group) {
        record Other(int group, double cosine) {}
        PriorityQueue<Other> best = new PriorityQueue<>((left, right) -> Double.compare(left.cosine, right.cosine));
        for (int other = 0; other < centres.size(); other++) {
            if (other != group) {
                best.add(new Other(other, Vectors.dot(centres.get(group), centres.get(other))));
                if (best.size() > RELATED) {
                    best.remove();
                }
            }
        }
        return best.stream().mapToInt(Other::group).sorted().toArray();
    }

    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(vectors.getFirst().length);
            out.writeInt(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                out.writeUTF(texts.get(i));
                for (float value : vectors.get(i)) {
                    out.writeFloat(value);
                }
                out.writeInt(tokens.get(i).bytes().length);
                out.write(tokens.get(i).bytes());
            }
            out.writeInt(starts.length);
            for (int start : starts) {
                out.writeInt(start);
            }
            for (int[] others : related) {
                out.writeInt(others.length);
                for (int other : others) {
                    out.writeInt(other);
                }
            }
        }
    }

    static SentencePool read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int dimensions = in.readInt();
            int count = in.readInt();
            List<String> texts = new ArrayList<>(count);
            List<float[]> vectors = new ArrayList<>(count);
            List<TokenCodes> tokens = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                texts.add(in.readUTF());
                float[] vector = new float[dimensions];
                for (int d = 0; d < dimensions; d++) {
                    vector[d] = in.readFloat();
                }
                vectors.add(vector);
                tokens.add(new TokenCodes(in.readNBytes(in.readInt())));
            }
            int[] starts = new int[in.readInt()];
            for (int group = 0; group < starts.length; group++) {
                starts[group] = in.readInt();
            }
            List<int[]> related = new ArrayList<>();
            for (int group = 0; group < starts.length - 1; group++) {
                int[] others = new int[in.readInt()];
                for (int other = 0; other < others.length; other++) {
                    others[other] = in.readInt();
                }
                related.add(others);
            }
            return new SentencePool(texts, vectors, tokens, starts, related);
        }
    }
}
