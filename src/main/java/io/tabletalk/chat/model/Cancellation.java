package io.tabletalk.chat.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// A wish to stop, passed from the one who no longer needs a result to the one who makes it. Safe for use by several
/// threads.
public final class Cancellation {

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final List<Once> actions = new CopyOnWriteArrayList<>();

    /// Asks for the end; later calls do nothing. Runs the registered actions on this thread.
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            actions.forEach(Once::run);
        }
    }

    public boolean isCancelled() {
        return cancelled.get();
    }

    /// Runs `action` once when cancelled, at once if that has already happened, until the registration is closed.
    public Registration onCancel(Runnable action) {
        Once once = new Once(action, new AtomicBoolean());
        actions.add(once);
        if (isCancelled()) {
            once.run();
        }
        return () -> actions.remove(once);
    }

    /// Ends a registration.
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    // Registering and cancelling may cross: the flag keeps the action from running twice.
    private record Once(Runnable action, AtomicBoolean done) implements Runnable {
        @Override
        public void run() {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        }
    }
}
