package io.tabletalk.chat.model;

import io.tabletalk.chat.model.ModelSettings.ProviderSettings;
import io.tabletalk.security.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns a choice into a connection: what the choice leaves open comes from the settings.
@Component
class ModelResolver {

    private final ModelSettings settings;

    ModelResolver(ModelSettings settings) {
        this.settings = settings;
    }

    /// @throws IllegalArgumentException saying what is missing or not allowed
    ModelConnection resolve(ModelChoice choice) {
        Provider provider = Provider.find(choice.provider())
                .orElseThrow(() -> new IllegalArgumentException("There is no model provider '" + choice.provider()
                        + "'. Valid are: " + String.join(", ", Provider.ids()) + " and " + ModelSwitch.EXTRACTIVE
                        + "."));
        ProviderSettings configured = settings.of(provider);
        String model = choice.model() != null ? choice.model() : configured.model();
        if (model.isBlank()) {
            throw new IllegalArgumentException("Say which model of " + provider.title() + " to use.");
        }
        return new ModelConnection(
                provider, model, endpoint(provider, choice, configured), key(provider, choice, configured));
    }

    private URI endpoint(Provider provider, ModelChoice choice, ProviderSettings configured) {
        if (choice.endpoint() == null) {
            if (configured.endpoint().isBlank()) {
                throw new IllegalArgumentException("Say at which endpoint " + provider.title() + " is.");
            }
            return Endpoints.base(provider, configured.endpoint());
        }
        URI endpoint = Endpoints.base(provider, choice.endpoint());
        boolean allowed = Endpoints.isLoopback(endpoint)
                || settings.allowedEndpointHosts().contains(endpoint.getHost())
                || isConfigured(provider, endpoint);
        if (!allowed) {
            throw new IllegalArgumentException("The host '" + endpoint.getHost() + "' is not allowed as an endpoint."
                    + " Add it to tabletalk.chat.model.allowed-endpoint-hosts.");
        }
        return endpoint;
    }

    // A key from the settings goes only to the settings' endpoint: nobody may have it sent elsewhere.
    private @Nullable Secret key(Provider provider, ModelChoice choice, ProviderSettings configured) {
        boolean atConfiguredEndpoint =
                choice.endpoint() == null || isConfigured(provider, Endpoints.base(provider, choice.endpoint()));
        Secret key = choice.key() != null ? choice.key() : atConfiguredEndpoint ? configured.keyIfSet() : null;
        if (key == null && provider.needsKey()) {
            throw new IllegalArgumentException(
                    provider.title() + " needs an API key: set it in the environment" + " or give it with the switch.");
        }
        return key;
    }

    private boolean isConfigured(Provider provider, URI endpoint) {
        String configured = settings.of(provider).endpoint();
        return !configured.isBlank() && Endpoints.base(provider, configured).equals(endpoint);
    }
}
