package io.tabletalk.web;

import java.util.regex.Pattern;

/// The form of an origin in the settings.
final class Origins {

    private static final Pattern FORM =
            Pattern.compile("\\*|https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?");

    private Origins() {}

    /// @throws IllegalArgumentException when the origin could never match what a browser sends
    static void require(String origin) {
        if (!FORM.matcher(origin).matches()) {
            throw new IllegalArgumentException("tabletalk.web.cors.allowed-origins has '" + origin
                    + "'. An origin is https://host or https://host:port, without a path; * allows every site.");
        }
    }
}
