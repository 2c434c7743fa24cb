package io.tabletalk.source.webhook;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.security.Secret;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceFactory;
import java.util.List;
import java.util.Set;

/// Kind `webhook`.
final class WebhookSourceFactory implements SourceFactory<WebhookSettings> {

    static final String TYPE = "webhook";

    private final EventStore store;

    WebhookSourceFactory(EventStore store) {
        this.store = store;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Class<WebhookSettings> settingsType() {
        return WebhookSettings.class;
    }

    @Override
    public SourceId defaultId(WebhookSettings settings) {
        return new SourceId(TYPE);
    }

    @Override
    public Set<String> changeableWithStoredCredentials() {
        return Set.of("fields", "text_fields", "title_field");
    }

    @Override
    public Source open(SourceId id, WebhookSettings settings) {
        signature(settings); // secrets that cannot work are told now
        return new WebhookSource(id, settings, store);
    }

    static Signature signature(WebhookSettings settings) {
        List<Secret> secrets = settings.previousSecret() == null
                ? List.of(settings.secret())
                : List.of(settings.secret(), settings.previousSecret());
        return new Signature(secrets);
    }
}
