package io.tabletalk.index;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The places that a passage has by each of its scores alone, from 1, among the candidates of its search: these are at
/// least the best 100 passages of each side. Passages of the same score share a place. 0 where it has no score of that
/// kind.
///
/// @param fused   by the score that the results were sorted by when the index returned them
/// @param cosine  by likeness in meaning
/// @param keyword by shared words
public record Ranks(int fused, int cosine, int keyword) {

    public static final Ranks UNKNOWN = new Ranks(0, 0, 0);

    /// The places of a candidate among all candidates of its search, itself included.
    ///
    /// @param <C> a candidate that knows its scores; a score of 0 is none
    public static <C> Ranks among(
            List<C> candidates,
            C candidate,
            ToDoubleFunction<C> fused,
            ToDoubleFunction<C> cosine,
            ToDoubleFunction<C> keyword) {
        return new Ranks(
                place(candidates, candidate, fused),
                place(candidates, candidate, cosine),
                place(candidates, candidate, keyword));
    }

    private static <C> int place(List<C> candidates, C candidate, ToDoubleFunction<C> score) {
        double own = score.applyAsDouble(candidate);
        if (own == 0) {
            return 0;
        }
        return 1
                + (int) candidates.stream()
                        .mapToDouble(score)
                        .filter(other -> other > own)
                        .count();
    }
}
