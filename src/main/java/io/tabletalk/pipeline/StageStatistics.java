package io.tabletalk.pipeline;

import java.time.Duration;

/// What a stage has done since the process started.
///
/// @param calls   how often the stage was called, with a batch of messages each time
/// @param handled messages that went through
/// @param failed  messages that became dead letters
/// @param retries times that work was tried again
/// @param busy    time spent in the stage, summed over its workers
/// @param backlog messages waiting
public record StageStatistics(long calls, long handled, long failed, long retries, Duration busy, long backlog) {}
