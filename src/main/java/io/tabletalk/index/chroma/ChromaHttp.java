package io.tabletalk.index.chroma;

import io.tabletalk.security.Secret;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Makes the client of a server: address, credentials, TLS, time limits.
final class ChromaHttp {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ChromaHttp() {}

    static ChromaApi client(ChromaSettings settings) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(transport(settings));
        requests.setReadTimeout(settings.timeout());
        RestClient client = RestClient.builder()
                .baseUrl(settings.url())
                .requestFactory(requests)
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(JSON)))
                .defaultHeaders(headers -> authenticate(headers, settings))
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(ChromaApi.class);
    }

    private static HttpClient transport(ChromaSettings settings) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT);
        if (settings.certificate() != null) {
            PemSslStoreDetails trusted = PemSslStoreDetails.forCertificate(
                    settings.certificate().toAbsolutePath().toUri().toString());
            client.sslContext(SslBundle.of(new PemSslStoreBundle(null, trusted)).createSslContext());
        }
        return client.build();
    }

    private static void authenticate(HttpHeaders headers, ChromaSettings settings) {
        Secret token = settings.token();
        if (settings.hasToken() && token != null) {
            switch (settings.tokenHeader()) {
                case AUTHORIZATION -> headers.setBearerAuth(token.reveal());
                case X_CHROMA_TOKEN -> headers.set("X-Chroma-Token", token.reveal());
            }
        } else if (!settings.username().isEmpty()) {
            headers.setBasicAuth(
                    settings.username(),
                    Objects.requireNonNullElse(settings.password(), new Secret(""))
                            .reveal());
        }
    }
}
