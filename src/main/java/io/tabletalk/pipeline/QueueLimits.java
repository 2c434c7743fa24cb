package io.tabletalk.pipeline;

import java.time.Duration;

/// How much a transport holds in this process, and how long it takes to stop.
///
/// @param messages the most messages that wait for a group on a topic
/// @param weight   about the most bytes that they take
/// @param grace    how long closing waits for work that is under way before it interrupts it
public record QueueLimits(int messages, long weight, Duration grace) {}
