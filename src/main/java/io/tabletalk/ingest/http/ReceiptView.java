package io.tabletalk.ingest.http;

import io.tabletalk.ingest.Receipt;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A receipt as the API shows it.
///
/// @param status       `under_way`: it may still be found; `removed`: it can be found no more; `expunged`: its bytes
///                     are gone from the files of the index and of the state database, too
/// @param key          the document's key, or null when the whole source was deleted
/// @param removed      how much of what was removed, by kind
/// @param excluded     whether the document stays out from now on
/// @param sourceHeldAt when the source was last known to hold the document
/// @param note         what a deletion here does not do
record ReceiptView(
        String id,
        String status,
        String source,
        @Nullable String key,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable Instant expungedAt,
        Map<String, Long> removed,
        boolean excluded,
        @Nullable Instant sourceHeldAt,
        String note) {

    static ReceiptView of(Receipt receipt) {
        return new ReceiptView(
                receipt.id(),
                status(receipt),
                receipt.source().value(),
                receipt.key(),
                receipt.requestedAt(),
                receipt.completedAt(),
                receipt.expungedAt(),
                receipt.removed(),
                receipt.excluded(),
                receipt.sourceHeldAt(),
                note(receipt));
    }

    private static String status(Receipt receipt) {
        if (receipt.completedAt() == null) {
            return "under_way";
        }
        return receipt.expungedAt() == null ? "removed" : "expunged";
    }

    private static String note(Receipt receipt) {
        if (receipt.key() == null) {
            return "The source itself is not changed by this, nor is a file that was uploaded for it.";
        }
        if (receipt.sourceHeldAt() == null) {
            return "The index did not hold the document. What was on its way there does not come in"
                    + (receipt.excluded()
                            ? ", and the document stays out until it is let in again."
                            : "; what is sent or read from now on does.");
        }
        return "The source held the document when it was last read, and is not changed by this. "
                + (receipt.excluded()
                        ? "The document stays out until it is let in again."
                        : "The next read brings it back if the source still holds it.");
    }
}
