package io.tabletalk.chat.model;

import io.tabletalk.security.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Which model, where, and with which key.
///
/// @param model    the provider's name for it
/// @param endpoint the address that the provider's paths are appended to
/// @param key      null when the endpoint needs none
record ModelConnection(
        Provider provider,
        String model,
        URI endpoint,
        @Nullable Secret key) {

    @Nullable
    String revealedKey() {
        return key == null ? null : key.reveal();
    }
}
