package io.tabletalk.source.http;

import com.github.benmanes.caffeine.cache.Cache;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceFactory;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// Kind `http`.
@Component
@EnableConfigurationProperties(HttpLimits.class)
class HttpSourceFactory implements SourceFactory<HttpSettings> {

    private static final int LONGEST_NAME = 55;

    private final HttpLimits limits;
    private final Cache<String, Answer> answers;

    HttpSourceFactory(HttpLimits limits) {
        this.limits = limits;
        this.answers = Answers.cache(limits.cache().toBytes());
    }

    @Override
    public String type() {
        return "http";
    }

    @Override
    public Class<HttpSettings> settingsType() {
        return HttpSettings.class;
    }

    /// Host and path, and a few digits for what else tells two apart.
    @Override
    public SourceId defaultId(HttpSettings settings) {
        URI uri = AllowedAddresses.parse(settings.url());
        String name =
                SourceId.slug(uri.getHost() + String.valueOf(uri.getRawPath())).value();
        int rest = Objects.hash(uri, settings.records());
        return SourceId.slug(name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-%08x".formatted(rest));
    }

    @Override
    public Set<String> changeableWithStoredCredentials() {
        return Set.of(
                "records",
                "key_fields",
                "fields",
                "text_fields",
                "title_field",
                "pagination",
                "changed_since_parameter",
                "requests_per_second");
    }

    @Override
    public Source open(SourceId id, HttpSettings settings) {
        Pages.pointer(settings.records());
        Pages.pointer(settings.pages().pointer());
        ApiClient client = new ApiClient(settings, limits, new Answers(answers, prefix(id, settings), true));
        return new HttpSource(id, settings, client, limits.maxPages());
    }

    /// Answers that were given to other credentials are not used.
    private static String prefix(SourceId id, HttpSettings settings) {
        StringBuilder credentials = new StringBuilder();
        settings.headers()
                .forEach((name, value) ->
                        credentials.append(name).append(value.reveal()).append('\n'));
        settings.parameters()
                .forEach((name, value) ->
                        credentials.append(name).append(value.reveal()).append('\n'));
        credentials.append(
                settings.bearerToken() == null ? "" : settings.bearerToken().reveal());
        if (settings.oauth2() != null) {
            credentials
                    .append(settings.oauth2())
                    .append(settings.oauth2().clientSecret().reveal());
        }
        return id + " " + ApiClient.hash(credentials.toString()) + " ";
    }
}
