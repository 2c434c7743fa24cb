package io.tabletalk.web;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The names by which this server may be addressed: `localhost`, those configured, and any IP address, because a page
/// that a browser loaded from an address was served by that address and no name was rebound.
final class AllowedHosts {

    private static final String ANY = "*";
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Pattern IP_V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IP_V6 = Pattern.compile("\\[[0-9a-f:.]+]");

    private final Set<String> names;

    AllowedHosts(Collection<String> configured) {
        names = configured.stream().map(AllowedHosts::normal).collect(Collectors.toSet());
    }

    /// @param header the `Host` header as sent, with or without a port; null when there is none
    boolean contains(@Nullable String header) {
        if (names.contains(ANY)) {
            return true;
        }
        if (header == null) {
            return false;
        }
        String name = normal(PORT.matcher(header).replaceFirst(""));
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || names.contains(name)
                || IP_V4.matcher(name).matches()
                || IP_V6.matcher(name).matches();
    }

    /// Case does not matter in a host name, nor does the dot that may end it.
    private static String normal(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
