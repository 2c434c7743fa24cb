package io.tabletalk.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps added letters in a list; only what the runner needs.
public final class MemoryDeadLetters implements DeadLetters {

    final List<DeadLetter> letters = new ArrayList<>();
    final List<DeadLetter.Message> messages = new ArrayList<>();

    @Override
    public synchronized DeadLetter add(DeadLetter letter, DeadLetter.Message message) {
        letters.add(letter);
        messages.add(message);
        return letter;
    }

    @Override
    public void addAll(List<DeadLetter.WithMessage> added) {
        added.forEach(each -> add(each.letter(), each.message()));
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<DeadLetter.Message> message(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DeadLetter> list(Selection selection, int limit, int offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DeadLetter> oldest(Selection selection, Instant until, @Nullable DeadLetter after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(Selection selection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DeadLetter> of(String source, Collection<String> stages, Collection<String> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int resolve(String source, Collection<String> stages, Collection<String> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int supersede(String source, String batch) {
        throw new UnsupportedOperationException();
    }
}
