package io.tabletalk.pipeline;

import java.util.function.BooleanSupplier;

/// Whether what the calling thread works on is still this process's. A process that was suspended, or cut off from the
/// brokers, for longer than they wait for it has lost its work to another one without knowing: what it does then comes
/// behind what the other has done meanwhile. So whoever makes work take effect asks here first. Work that a transport
/// never hands to others is always this process's; what no transport has delivered is not looked at.
public final class WorkLease {

    private static final ScopedValue<BooleanSupplier> HELD = ScopedValue.newInstance();

    private WorkLease() {}

    /// Runs `work` while `held` tells whether it is still this process's.
    public static void during(BooleanSupplier held, Runnable work) {
        ScopedValue.where(HELD, held).run(work);
    }

    /// To be called right before what was done takes effect outside of this process.
    ///
    /// @throws TransportUnavailableException when the work may be in other hands; it is delivered again to whoever
    /// has it
    public static void require() {
        if (HELD.isBound() && !HELD.get().getAsBoolean()) {
            throw new TransportUnavailableException(
                    "The brokers have not confirmed in time that this is still this process's work.",
                    new IllegalStateException("lease not held"));
        }
    }
}
