package io.tabletalk.chat;

import java.time.Duration;
import java.util.function.Consumer;

/// The events of one answer on their way to its reader, timed.
final class TimedAnswer implements Consumer<ChatEvent> {

    private final ChatMetrics metrics;
    private final String provider;
    private final Consumer<ChatEvent> reader;
    private final long begin = System.nanoTime();
    private boolean hasBegun;

    TimedAnswer(ChatMetrics metrics, String provider, Consumer<ChatEvent> reader) {
        this.metrics = metrics;
        this.provider = provider;
        this.reader = reader;
    }

    @Override
    public void accept(ChatEvent event) {
        reader.accept(event);
        switch (event) {
            case ChatEvent.Content content -> begun();
            case ChatEvent.Done done -> ended(ChatMetrics.lower(done.answer().state()));
            case ChatEvent.Failed failed when failed.answer() != null ->
                ended(ChatMetrics.lower(failed.answer().state()));
            case ChatEvent.Failed failed -> failed();
            case ChatEvent.Step step -> {}
            case ChatEvent.Sources sources -> {}
        }
    }

    /// It ended without an event to say so.
    void failed() {
        ended("failed");
    }

    private void begun() {
        if (!hasBegun) {
            hasBegun = true;
            metrics.firstToken(provider, elapsed());
        }
    }

    private void ended(String state) {
        metrics.answered(provider, state, elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
