package io.tabletalk.ingest;

import io.tabletalk.pipeline.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The letters of one reading of a part. One cause often breaks every record, and a letter for each would tell nothing
/// that the first ones do not: beyond [#KEPT_OF_ONE_CAUSE] they are only counted, and one letter stands for all of
/// them.
final class Refusals {

    static final int KEPT_OF_ONE_CAUSE = 1_000;

    /// What differs between reasons of one cause: quoted values, and numbers.
    private static final Pattern DETAIL = Pattern.compile("'[^']*'|\\d+");

    private final Map<String, Integer> ofCause = new HashMap<>();
    private long more;
    private DeadLetter.@Nullable WithMessage firstOfMore;

    /// The key of the letter that stands for all that were only counted.
    static String keyOfMore(int split) {
        return SplitReader.partName(split) + ", more";
    }

    /// Those of the letters that are to be kept one by one.
    List<DeadLetter.WithMessage> keep(List<DeadLetter.WithMessage> letters) {
        List<DeadLetter.WithMessage> kept = new ArrayList<>();
        for (DeadLetter.WithMessage refused : letters) {
            String cause = DETAIL.matcher(refused.letter().reason()).replaceAll("");
            if (ofCause.merge(cause, 1, Integer::sum) <= KEPT_OF_ONE_CAUSE) {
                kept.add(refused);
            } else {
                more++;
                firstOfMore = firstOfMore == null ? refused : firstOfMore;
            }
        }
        return kept;
    }

    /// The letter for all that were only counted, if there were any.
    Optional<DeadLetter.WithMessage> more(int split) {
        if (firstOfMore == null) {
            return Optional.empty();
        }
        DeadLetter first = firstOfMore.letter();
        String reason = more == 1
                ? "1 more record of this part failed like those kept one by one: " + first.reason()
                : "%,d more records of this part failed like those kept one by one, the first of them: %s"
                        .formatted(more, first.reason());
        DeadLetter letter = new DeadLetter(
                first.id(), // which sorts behind those that are kept
                first.source(),
                first.batch(),
                first.stage(),
                keyOfMore(split),
                reason,
                1,
                first.excerpt(),
                first.failedAt());
        return Optional.of(new DeadLetter.WithMessage(letter, firstOfMore.message()));
    }
}
