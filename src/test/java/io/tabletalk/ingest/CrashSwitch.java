package io.tabletalk.ingest;

import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.pipeline.DeadLetters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Ends the life of a process in a test: from the chosen step on, nothing durable happens any more. A step is the
/// moment before or after a call of the store, the dead letters or the index.
final class CrashSwitch {

    private final AtomicInteger stepsLeft;
    private volatile boolean crashed;

    CrashSwitch(int steps) {
        stepsLeft = new AtomicInteger(steps);
    }

    static final class Crashed extends Error {
        private static final long serialVersionUID = 1L;

        Crashed() {
            super("The process is dead.", null, false, false);
        }
    }

    boolean hasCrashed() {
        return crashed;
    }

    IngestFixture.Interference interference() {
        return new IngestFixture.Interference(
                UnaryOperator.identity(),
                store -> wrap(BatchStatusStore.class, store),
                letters -> wrap(DeadLetters.class, letters),
                index -> wrap(KnowledgeIndex.class, index));
    }

    private <T> T wrap(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    step();
                    try {
                        Object result = method.invoke(target, arguments);
                        step();
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void step() {
        if (crashed || stepsLeft.getAndDecrement() <= 0) {
            crashed = true;
            throw new Crashed();
        }
    }
}
