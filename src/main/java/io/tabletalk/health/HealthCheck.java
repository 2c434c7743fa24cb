package io.tabletalk.health;

/// A component that can be asked whether it works. Every Spring bean of this type appears in `/status` and `doctor`.
public interface HealthCheck {

    /// The component's name as shown: lower-case words such as `state database` or `index`.
    String component();

    /// Checks now. Cheap (well under a second), repeatable, safe to call from any thread, and never throws: what is
    /// wrong is a [Health#down] with the reason.
    Health check();

    /// Whether the service is of no use without this component. What is not core degrades the service when it is down.
    default boolean isCore() {
        return true;
    }
}
