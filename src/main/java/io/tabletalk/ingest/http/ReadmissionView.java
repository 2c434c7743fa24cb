package io.tabletalk.ingest.http;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Readmissions.Readmission;
import org.jspecify.annotations.Nullable;

/// A document that was let in again, as the API shows it.
///
/// @param batch the id of the read that brings it back; null when it has to be sent again
/// @param note  how it comes back, as a sentence for users
record ReadmissionView(String key, @Nullable String batch, String note) {

    static ReadmissionView of(String key, Readmission readmission) {
        Batch batch = readmission.batch();
        return batch == null
                ? new ReadmissionView(key, null, "It comes back when it is sent again: nothing was kept of it here.")
                : new ReadmissionView(
                        key, batch.id(), "The source is read, which brings it back if the source still holds it.");
    }
}
