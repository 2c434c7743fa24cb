package io.tabletalk.ingest;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.ingest.passages.PassageSplitter;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param ingestionWorkers parts of one source read at once
/// @param embeddingWorkers batches of documents embedded at once
/// @param embeddingBatch   the most documents embedded in one go, of about 250,000 characters together
/// @param applyBatch       the most documents applied to the index in one go; each go is one durable write
/// @param chunkSize        tokens of a passage; more than the model reads is as much as it reads
/// @param chunkOverlap     tokens a passage shares with the one before it, of the `chunkSize` that was asked for
/// @param stalledAfter     a batch of which nothing was heard for so long is reported as stalled
/// @param statusTimeToLive how long Redis, when there is one, holds a batch after its last change
/// @param liveHeartbeat    how often a live source in which nothing happens is asked how far it is
@Validated
@ConfigurationProperties("tabletalk.ingest")
record IngestSettings(
        @Min(1) @Max(64) @DefaultValue("2") int ingestionWorkers,
        @Min(1) @Max(64) @DefaultValue("2") int embeddingWorkers,
        @Min(1) @Max(1_000) @DefaultValue("256") int embeddingBatch,
        @Min(1) @Max(10_000) @DefaultValue("256") int applyBatch,
        @Min(96) @Max(100_000) @DefaultValue("256") int chunkSize,
        @Min(0) @DefaultValue("32") int chunkOverlap,
        @NotNull @DefaultValue("5m") Duration stalledAfter,
        @DurationMin(minutes = 1) @DefaultValue("7d") Duration statusTimeToLive,

        @DurationMin(seconds = 1) @DurationMax(minutes = 10) @DefaultValue("10s")
        Duration liveHeartbeat) {

    /// A part may be read for minutes, since reading waits for the embedding. So one source never has all the workers.
    private static final int SOURCES_AT_ONCE = 4;

    private static final int PARTS_THAT_WAIT = 24;

    /// Parts of one batch that are handed out at a time.
    ///
    /// @param kept whether the transport keeps what is handed out: then they wait there, for as many workers as
    /// there
    ///             are
    int partsAtOnce(boolean kept) {
        return kept ? Math.max(PARTS_THAT_WAIT, ingestionWorkers) : ingestionWorkers;
    }

    /// Parts of all sources read at once.
    int ingestionWorkersOfAllSources() {
        return SOURCES_AT_ONCE * ingestionWorkers;
    }

    @AssertTrue(message = "must be less than half of chunk-size")
    boolean isChunkOverlapSmallEnough() {
        return chunkOverlap * 2L < chunkSize;
    }

    /// Where passages are shorter than asked for, so is what they share.
    PassageSplitter splitter(EmbeddingEngine engine) {
        int tokens = Math.min(chunkSize, engine.maxTokens());
        int overlap = Math.toIntExact((long) chunkOverlap * tokens / chunkSize);
        return new PassageSplitter(engine, tokens, overlap);
    }
}
