package io.tabletalk.testing;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/// What happens when a service that a test needs cannot be had: on a laptop the test is skipped with the reason, in
/// continuous integration (`CI=true`) it fails.
final class RealServices {

    private RealServices() {}

    /// The exception to throw.
    static RuntimeException missing(String reason, @Nullable Throwable cause) {
        return "true".equals(System.getenv("CI"))
                ? new IllegalStateException(reason, cause)
                : new TestAbortedException(reason, cause);
    }
}
