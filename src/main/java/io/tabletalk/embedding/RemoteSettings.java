package io.tabletalk.embedding;

import io.tabletalk.security.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How models of providers are asked; each setting is described in `application.yml`.
///
/// @param providers       by their names, as in front of the colon of a model's name
/// @param dimensions      numbers per vector that the provider is asked for; 0 for as many as the model has
/// @param parallel        requests at once
/// @param timeout         for a whole request
/// @param retries         of a request that may succeed later
/// @param longestRetryWait beyond which a provider that asks to wait is not asked again
record RemoteSettings(
        @DefaultValue Map<String, Endpoint> providers,
        @Min(0) @Max(100_000) @DefaultValue("0") int dimensions,

        @Min(ModelTraits.FEWEST_TOKENS) @Max(1_000_000) @DefaultValue("2048")
        int maxTokens,

        @NotNull @DefaultValue("") String questionPrefix,
        @NotNull @DefaultValue("") String passagePrefix,
        @DefaultValue("0.4") double denseWeight,
        @Min(1) @Max(2_048) @DefaultValue("64") int batchSize,
        @Min(1) @Max(64) @DefaultValue("2") int parallel,
        @NotNull @DefaultValue("60s") Duration timeout,
        @Min(0) @Max(20) @DefaultValue("4") int retries,
        @NotNull @DefaultValue("500ms") Duration firstRetryWait,
        @NotNull @DefaultValue("60s") Duration longestRetryWait) {

    /// Where a provider is and the key it wants; either may be empty.
    record Endpoint(
            @NotNull @DefaultValue("") String endpoint,
            @NotNull @DefaultValue("") Secret apiKey) {

        static final Endpoint NONE = new Endpoint("", new Secret(""));
    }

    /// No provider is known, so that only models of this machine can be opened.
    static final RemoteSettings NONE = new RemoteSettings(
            Map.of(),
            0,
            2048,
            "",
            "",
            0.4,
            64,
            2,
            Duration.ofMinutes(1),
            0,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));

    RemoteSettings {
        providers.keySet().forEach(RemoteProvider::of);
        providers = Map.copyOf(providers);
    }

    @AssertTrue(message = "the timeout and the waits must be positive")
    boolean isPatient() {
        return timeout.isPositive() && firstRetryWait.isPositive() && longestRetryWait.isPositive();
    }

    Endpoint of(RemoteProvider provider) {
        return providers.getOrDefault(provider.id(), Endpoint.NONE);
    }

    ModelTraits traits() {
        return new ModelTraits(Pooling.MEAN, questionPrefix, passagePrefix, maxTokens, denseWeight);
    }
}
