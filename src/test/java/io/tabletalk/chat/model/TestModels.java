package io.tabletalk.chat.model;

import io.tabletalk.chat.model.ModelSettings.ProviderSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Settings for tests: like the defaults, with short waits.
final class TestModels {

    private static final Duration LONG = Duration.ofSeconds(30);

    private TestModels() {}

    static ModelSettings settings(String provider, Map<String, ProviderSettings> providers) {
        return settings(provider, providers, LONG, LONG, LONG);
    }

    /// Gives up soon when no answer begins.
    static ModelSettings impatientForTheFirst() {
        return settings("", Map.of(), Duration.ofMillis(300), LONG, LONG);
    }

    /// Gives up soon when an answer does not go on.
    static ModelSettings impatientForTheNext() {
        return settings("", Map.of(), LONG, Duration.ofSeconds(1), LONG);
    }

    /// Gives up soon on an answer that does not end.
    static ModelSettings impatientForTheEnd() {
        return settings("", Map.of(), LONG, LONG, Duration.ofSeconds(1));
    }

    private static ModelSettings settings(
            String provider,
            Map<String, ProviderSettings> providers,
            Duration firstToken,
            Duration stall,
            Duration answer) {
        return new ModelSettings(
                provider,
                providers,
                512,
                null,
                4096,
                Duration.ofSeconds(5),
                firstToken,
                stall,
                answer,
                2,
                Duration.ofMillis(500),
                Duration.ofSeconds(20),
                List.of("models.example"));
    }
}
