package io.tabletalk.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What has happened while one question is answered, for as many readers as there are, each from the beginning. Safe
/// for use by several threads.
final class AnswerLog implements Consumer<ChatEvent> {

    private final List<ChatEvent> events = new ArrayList<>();
    private boolean ended;

    @Override
    public synchronized void accept(ChatEvent event) {
        events.add(event);
        notifyAll();
    }

    /// No more events come.
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Hands every event to a reader, those that have happened first; returns at the end, or once the reader has gone.
    void follow(Consumer<ChatEvent> reader, BooleanSupplier gone) throws InterruptedException {
        int read = 0;
        while (!gone.getAsBoolean()) {
            List<ChatEvent> fresh = after(read);
            if (fresh.isEmpty()) {
                return;
            }
            fresh.forEach(reader);
            read += fresh.size();
        }
    }

    /// Waits for more than `read` events. Empty at the end.
    private synchronized List<ChatEvent> after(int read) throws InterruptedException {
        while (events.size() == read && !ended) {
            wait();
        }
        return List.copyOf(events.subList(read, events.size()));
    }
}
