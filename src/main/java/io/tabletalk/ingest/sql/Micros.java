package io.tabletalk.ingest.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as the database holds them: microseconds since the epoch.
final class Micros {

    private Micros() {}

    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
