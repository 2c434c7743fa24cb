package io.tabletalk.ingest;

import io.tabletalk.ingest.BatchStatusStore.Unread;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.source.Split;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Resolves letters about reading when a batch that knew all parts has ended without reading every one: those of parts
/// that it has read anew, and of parts that are gone. Parts are told apart by what they hold: their numbers differ from
/// plan to plan.
final class OvertakenLetters {

    private static final int PAGE = 500;

    private final BatchStatusStore store;
    private final DeadLetters deadLetters;
    private final Redelivery redelivery;

    OvertakenLetters(BatchStatusStore store, DeadLetters deadLetters, Redelivery redelivery) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.redelivery = redelivery;
    }

    /// A folder may have very many parts, and seldom a letter: so these are looked for first.
    void resolve(Batch batch) {
        var ofReading = new DeadLetters.Selection(batch.source().value(), null, SplitReader.NAME);
        if (deadLetters.count(ofReading) > 0) {
            store.unread(batch.id()).ifPresent(unread -> resolve(batch, ofReading, unread));
        }
    }

    private void resolve(Batch batch, DeadLetters.Selection ofReading, Unread unread) {
        Instant now = Instant.now();
        List<DeadLetter> page = deadLetters.oldest(ofReading, now, null, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(letter -> !letter.batch().equals(batch.id()))
                    .filter(letter -> isOvertaken(letter, unread))
                    .forEach(letter -> deadLetters.remove(letter.id()));
            page = deadLetters.oldest(ofReading, now, page.getLast(), PAGE);
        }
    }

    /// A part that has failed again has a letter of this batch. What earlier ones say of its records still holds.
    private boolean isOvertaken(DeadLetter letter, Unread unread) {
        Optional<Split> part = deadLetters.message(letter.id()).flatMap(redelivery::part);
        if (part.isEmpty()) {
            return false;
        }
        Map<String, String> bounds = part.get().bounds();
        boolean isAboutPart =
                letter.key().equals(SplitReader.partName(part.get().number()));
        return !unread.unchanged().contains(bounds)
                && (isAboutPart || !unread.failed().contains(bounds));
    }
}
