package io.tabletalk.chat.model;

import io.tabletalk.security.Secret;
import org.jspecify.annotations.Nullable;

/// Which model someone wants; null takes what the settings say.
///
/// @param provider a provider's name, or [ModelSwitch#EXTRACTIVE] for none
/// @param key      goes only to `endpoint`, or to the settings' endpoint when none is given
record ModelChoice(
        String provider,
        @Nullable String model,
        @Nullable String endpoint,
        @Nullable Secret key) {}
