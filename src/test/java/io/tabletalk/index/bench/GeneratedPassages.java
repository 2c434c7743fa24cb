package io.tabletalk.index.bench;

import io.tabletalk.embedding.TokenCodes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// As many passages as wanted from real sentences, the same ones each time.
///
/// A passage is three to six sentences of one real text, some of them exchanged for sentences of texts on nearly the
/// same matter. Its vector is the mean of the vectors of its sentences, moved by a mix of random sentences' vectors so
/// far that it is as near to that mean as the true vectors of such passages are. So passages lie as real ones do: in
/// topics, with many near neighbours, and never two at the same point.
final class GeneratedPassages {

    private static final long SEED = 7;
    private static final int FEWEST = 3;
    private static final int MOST = 6;
    private static final int MIXED = 8;
    private static final double EXCHANGED = 0.4;

    private final SentencePool pool;
    private final double cosineToMean;

    /// @param cosineToMean of a passage's vector to the mean of its sentences' vectors, 0 to 1
    GeneratedPassages(SentencePool pool, double cosineToMean) {
        this.pool = pool;
        this.cosineToMean = cosineToMean;
    }

    private record Choice(List<Integer> sentences, SplittableRandom random) {}

    int group(int number) {
        return number % pool.groups();
    }

    String text(int number) {
        return String.join(
                " ", choose(number).sentences().stream().map(pool.texts()::get).toList());
    }

    /// Of length 1.
    float[] vector(int number) {
        Choice choice = choose(number);
        float[] vector = mean(choice.sentences());
        float[] noise = new float[vector.length];
        for (int i = 0; i < MIXED; i++) {
            int sentence = choice.random().nextInt(pool.texts().size());
            Vectors.add(noise, pool.vectors().get(sentence), i % 2 == 0 ? 1 : -1);
        }
        Vectors.add(noise, vector, -Vectors.dot(noise, vector)); // across the vector only
        Vectors.normalized(noise);
        Vectors.add(vector, noise, (float) Math.tan(Math.acos(cosineToMean)));
        return Vectors.normalized(vector);
    }

    /// Those of its sentences, one after the other.
    TokenCodes tokens(int number) {
        List<TokenCodes> sentences =
                choose(number).sentences().stream().map(pool.tokens()::get).toList();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(sentences.getFirst().bytes(), 0, Short.BYTES); // the numbers per vector
        sentences.forEach(tokens -> joined.write(tokens.bytes(), Short.BYTES, tokens.bytes().length - Short.BYTES));
        return new TokenCodes(joined.toByteArray());
    }

    /// The mean of the sentences' vectors, of length 1.
    float[] mean(int number) {
        return mean(choose(number).sentences());
    }

    private float[] mean(List<Integer> sentences) {
        float[] sum = new float[pool.vectors().getFirst().length];
        sentences.forEach(sentence -> Vectors.add(sum, pool.vectors().get(sentence), 1));
        return Vectors.normalized(sum);
    }

    private Choice choose(int number) {
        SplittableRandom random = new SplittableRandom(SEED + number * 0x9E3779B97F4A7C15L);
        int[] related = pool.related().get(group(number));
        int count = random.nextInt(FEWEST, MOST + 1);
        List<Integer> sentences = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean exchange = i > 0 && related.length > 0 && random.nextDouble() < EXCHANGED;
            int group = exchange ? related[random.nextInt(related.length)] : group(number);
            sentences.add(random.nextInt(pool.starts()[group], pool.starts()[group + 1]));
        }
        return new Choice(sentences, random);
    }
}
