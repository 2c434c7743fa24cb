package io.tabletalk.embedding.onednn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// What oneDNN keeps outside the heap, made here and destroyed together. Safe for use by several threads, but for its
/// steps.
final class NativeObjects implements AutoCloseable {

    private static final int CPU = 1;
    private static final int IN_ORDER = 1;
    private static final int ANY_LAYOUT = 1;
    private static final long ALIGNMENT = 64; // of a line of the cache
    private static final int ARGUMENT_BYTES = 16;

    private final Arena memory = Arena.ofShared();
    private final Deque<Runnable> destroyers = new ArrayDeque<>();
    private final Scratchpad scratchpad = new Scratchpad(this);
    private final MemorySegment engine;

    NativeObjects() {
        this.engine = created(OneDnn.ENGINE, OneDnn.DESTROY_ENGINE, CPU, 0L);
    }

    private NativeObjects(MemorySegment engine) {
        this.engine = engine;
    }

    /// Others on the same engine, as primitives and what they work on must be. To be closed before these.
    NativeObjects onSameEngine() {
        return new NativeObjects(engine);
    }

    MemorySegment engine() {
        return engine;
    }

    MemorySegment stream() {
        return created(OneDnn.STREAM, OneDnn.DESTROY_STREAM, engine, IN_ORDER);
    }

    /// Numbers without gaps.
    MemorySegment description(int type, long... lengths) {
        long[] strides = new long[lengths.length];
        long stride = 1;
        for (int i = lengths.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= lengths[i];
        }
        return strided(type, lengths, strides);
    }

    /// @param strides how many numbers lie between one and the next of each dimension
    MemorySegment strided(int type, long[] lengths, long[] strides) {
        return created(
                OneDnn.DESCRIPTION,
                OneDnn.DESTROY_DESCRIPTION,
                lengths.length,
                memory.allocateFrom(JAVA_LONG, lengths),
                type,
                memory.allocateFrom(JAVA_LONG, strides));
    }

    /// Numbers that may lie as suits a primitive best.
    MemorySegment anyLayout(int type, long... lengths) {
        return created(
                OneDnn.OPEN_DESCRIPTION,
                OneDnn.DESTROY_DESCRIPTION,
                lengths.length,
                memory.allocateFrom(JAVA_LONG, lengths),
                type,
                ANY_LAYOUT);
    }

    MemorySegment bytes(long count) {
        return memory.allocate(count, ALIGNMENT);
    }

    MemorySegment memory(MemorySegment description, MemorySegment data) {
        return created(OneDnn.MEMORY, OneDnn.DESTROY_MEMORY, description, engine, data);
    }

    MemorySegment vector(float[] values, long... lengths) {
        MemorySegment data = bytes((long) values.length * Float.BYTES);
        MemorySegment.copy(values, 0, data, JAVA_FLOAT, 0, values.length);
        return memory(description(OneDnn.FLOAT, lengths), data);
    }

    /// @param create takes the engine first, then these arguments
    MemorySegment primitiveDescription(MethodHandle create, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = engine;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return created(create, OneDnn.DESTROY_PRIMITIVE_DESCRIPTION, all);
    }

    /// @param primitiveDescription not needed any more afterwards
    Kernel kernel(MemorySegment primitiveDescription) {
        return new Kernel(
                created(OneDnn.PRIMITIVE, OneDnn.DESTROY_PRIMITIVE, primitiveDescription),
                OneDnn.scratchpadBytes(primitiveDescription));
    }

    /// What a primitive does, compiled. Several threads may run it at once, each with a scratchpad of its own.
    ///
    /// @param scratchpadBytes how large that is
    record Kernel(MemorySegment primitive, long scratchpadBytes) {}

    /// All steps made here share a scratchpad, so one thread at a time may make or run them.
    ///
    /// @param arguments pairs of an argument's number and its memory
    Step step(Kernel kernel, Object... arguments) {
        if (kernel.scratchpadBytes() == 0) {
            return stepWith(kernel.primitive(), arguments);
        }
        Object[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = OneDnn.SCRATCHPAD;
        all[arguments.length + 1] = scratchpad.ofAtLeast(kernel.scratchpadBytes());
        return stepWith(kernel.primitive(), all);
    }

    private Step stepWith(MemorySegment primitive, Object... arguments) {
        int count = arguments.length / 2;
        MemorySegment pairs = memory.allocate((long) ARGUMENT_BYTES * count, Long.BYTES);
        for (int i = 0; i < count; i++) {
            pairs.set(JAVA_INT, (long) ARGUMENT_BYTES * i, (Integer) arguments[2 * i]);
            pairs.set(ADDRESS, (long) ARGUMENT_BYTES * i + Long.BYTES, (MemorySegment) arguments[2 * i + 1]);
        }
        return new Step(primitive, count, pairs);
    }

    /// A primitive and what it works on.
    record Step(MemorySegment primitive, int count, MemorySegment arguments) {
        void run(MemorySegment stream) {
            OneDnn.execute(primitive, stream, count, arguments);
        }
    }

    MemorySegment created(MethodHandle create, MethodHandle destroy, Object... arguments) {
        MemorySegment result = memory.allocate(ADDRESS);
        Object[] all = new Object[arguments.length + 1];
        all[0] = result;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        OneDnn.call(create, all);
        MemorySegment object = result.get(ADDRESS, 0);
        destroyWithThese(() -> OneDnn.call(destroy, object));
        return object;
    }

    /// @param destroyer runs before those that came earlier
    void destroyWithThese(Runnable destroyer) {
        synchronized (destroyers) {
            destroyers.push(destroyer);
        }
    }

    /// Nothing of it may be in use any more. All is destroyed and the memory given back, even when destroying something
    /// fails.
    ///
    /// @throws RuntimeException the first failure, with the others in it
    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        try {
            destroy(failures);
        } finally {
            memory.close();
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void destroy(List<RuntimeException> failures) {
        synchronized (destroyers) {
            while (!destroyers.isEmpty()) {
                try {
                    destroyers.pop().run();
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }
        }
    }
}
