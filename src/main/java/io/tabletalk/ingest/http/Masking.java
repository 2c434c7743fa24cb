package io.tabletalk.ingest.http;

import io.tabletalk.security.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Shows a request back to its sender with the credentials masked. Which settings hold one is told by their names,
/// since the request is shown as it came, before anything has given it meaning; an address that names a user is masked
/// as a whole.
final class Masking {

    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(password|passwd|passphrase|pwd|secret|token|credential|authorization|api_?key|access_?key"
                    + "|private_?key|cookie).*|connection_?string|uri|dsn");
    private static final Pattern ADDRESS_WITH_USER =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.:-]*://[^/?#]*@.*", Pattern.DOTALL);

    private Masking() {}

    static Map<String, Object> mask(Map<?, ?> settings) {
        Map<String, Object> masked = new LinkedHashMap<>();
        settings.forEach((name, value) -> masked.put(String.valueOf(name), mask(String.valueOf(name), value)));
        return masked;
    }

    private static @Nullable Object mask(String name, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return isSecret(name) ? Secret.MASK : maskInside(value);
    }

    private static Object maskInside(Object value) {
        return switch (value) {
            case Map<?, ?> map -> mask(map);
            case List<?> list ->
                list.stream().map(item -> item == null ? "" : maskInside(item)).toList();
            case String text -> ADDRESS_WITH_USER.matcher(text).matches() ? Secret.MASK : text;
            default -> value;
        };
    }

    private static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
