package io.tabletalk.chat.model;

import io.tabletalk.security.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Which models there are and how long to wait for them; each setting is described in `application.yml`.
///
/// @param provider             the one to start with; empty means the first whose key is set, otherwise none
/// @param allowedEndpointHosts hosts that an endpoint given over the API may name, besides this machine
@Validated
@ConfigurationProperties("tabletalk.chat.model")
record ModelSettings(
        @DefaultValue("") String provider,
        @DefaultValue Map<String, ProviderSettings> providers,
        @Min(1) @Max(1_000_000) @DefaultValue("4096") int maxAnswerTokens,
        @Nullable Double temperature,
        @Min(512) @Max(10_000_000) @DefaultValue("8192") int ollamaContextTokens,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("120s") Duration firstTokenTimeout,
        @DefaultValue("30s") Duration stallTimeout,
        @DefaultValue("10m") Duration answerTimeout,
        @Min(0) @Max(10) @DefaultValue("2") int retries,
        @DefaultValue("500ms") Duration firstRetryWait,
        @DefaultValue("20s") Duration longestRetryWait,
        @DefaultValue List<String> allowedEndpointHosts) {

    /// How to reach one provider; an empty text means it is not set.
    record ProviderSettings(
            @DefaultValue("") String endpoint,
            @DefaultValue("") String model,
            @DefaultValue("") Secret apiKey) {

        static final ProviderSettings NONE = new ProviderSettings("", "", new Secret(""));

        @Nullable
        Secret keyIfSet() {
            return apiKey.reveal().isBlank() ? null : apiKey;
        }
    }

    ModelSettings {
        if (!provider.isEmpty() && !provider.equals(ModelSwitch.EXTRACTIVE)) {
            requireKnown(provider);
        }
        providers.keySet().forEach(ModelSettings::requireKnown);
        providers = Map.copyOf(providers);
        allowedEndpointHosts = List.copyOf(allowedEndpointHosts);
    }

    @AssertTrue(message = "timeouts and waits must be positive")
    boolean isPatient() {
        return Stream.of(
                        connectTimeout,
                        firstTokenTimeout,
                        stallTimeout,
                        answerTimeout,
                        firstRetryWait,
                        longestRetryWait)
                .allMatch(Duration::isPositive);
    }

    ProviderSettings of(Provider which) {
        return providers.getOrDefault(which.id(), ProviderSettings.NONE);
    }

    private static void requireKnown(String id) {
        if (Provider.find(id).isEmpty()) {
            throw new IllegalArgumentException("There is no model provider '" + id + "'. Valid are: "
                    + String.join(", ", Provider.ids()) + " and " + ModelSwitch.EXTRACTIVE + ".");
        }
    }
}
