package io.tabletalk.security.key;

import java.util.Set;
import java.util.regex.Pattern;

/// What is given without a key: that the server lives, the files of the page and of the documentation, which hold
/// nothing of anybody, and the door for webhooks, whose events are signed.
final class OpenPaths {

    private static final Set<String> SINGLE =
            Set.of("/", "/health", "/favicon.ico", "/docs", "/openapi.json", "/openapi.json/swagger-config");

    private static final Pattern FILES = Pattern.compile("/(?:page|webjars|swagger-ui)(?:/[A-Za-z0-9@_.-]+)+");
    private static final Pattern EVENTS = Pattern.compile("/api/sources/[^/;]+/events");

    private OpenPaths() {}

    /// @param path as the client sent it. What is no plain path, such as one with `..` or escapes, is never open:
    ///             others could read it otherwise
    static boolean contains(String method, String path) {
        return switch (method) {
            case "GET", "HEAD" -> SINGLE.contains(path) || (FILES.matcher(path).matches() && !path.contains(".."));
            case "POST" -> EVENTS.matcher(path).matches();
            default -> false;
        };
    }
}
