package io.tabletalk.testing;

import org.opentest4j.TestAbortedException;

/// What happens when a service that a test needs cannot be had: on a laptop the test is skipped with the reason, in
/// continuous integration (`CI=true`) it fails.
public final class RealServices {

    private RealServices() {}

    /// The exception to throw.
    public static RuntimeException missing(String reason, Throwable cause) {
        return "true".equals(System.getenv("CI"))
                ? new IllegalStateException(reason, cause)
                : new TestAbortedException(reason, cause);
    }
}
