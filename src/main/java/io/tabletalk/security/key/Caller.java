package io.tabletalk.security.key;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Whose key came with a request.
///
/// @param name   of the key
/// @param isMain whether it is the main key, with which others are made and revoked
record Caller(String name, boolean isMain) {

    static final Caller MAIN = new Caller("main key", true);

    private static final String ATTRIBUTE = Caller.class.getName();

    void noteIn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /// Empty where nobody is asked for a key.
    static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }
}
