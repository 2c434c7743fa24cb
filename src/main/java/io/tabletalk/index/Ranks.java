package io.tabletalk.index;

import java.util.stream.DoubleStream;

/// The places that a passage has by each of its scores alone, from 1, among the candidates of its search: these are at least
/// the best 100 passages of each side. Passages of the same score share a place. 0 where it has no score of that kind.
///
/// @param fused   by the score that the results were sorted by when the index returned them
/// @param cosine  by likeness in meaning
/// @param keyword by shared words
public record Ranks(int fused, int cosine, int keyword) {

    public static final Ranks UNKNOWN = new Ranks(0, 0, 0);

    /// @param all the scores of all candidates, this one's too
    public static int place(double score, DoubleStream all) {
        return score == 0 ? 0 : 1 + (int) all.filter(other -> other > score).count();
    }
}
