package io.tabletalk.pipeline.kafka;

import org.jspecify.annotations.Nullable;

/// How a group's part in this process is.
///
/// @param partitions that this process has
/// @param lag        messages of these partitions that wait
/// @param unreadable messages put aside since the start
/// @param problem    why nothing is received; null when all is well
record SubscriptionStatus(
        String topic,
        String group,
        int partitions,
        long lag,
        long unreadable,
        @Nullable String problem) {}
