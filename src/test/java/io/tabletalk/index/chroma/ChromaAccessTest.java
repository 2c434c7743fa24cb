package io.tabletalk.index.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.chroma.ChromaSettings.TokenHeader;
import io.tabletalk.security.Secret;
import io.tabletalk.testing.Certificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Credentials and TLS, as a proxy before the server asks for them.
class ChromaAccessTest {

    private static final String PASSWORD = "tulip-lantern";

    @TempDir
    Path directory;

    @Test
    void aTokenGoesIntoTheHeaderThatIsConfigured() throws Exception {
        try (Door door = Door.open(HttpServer.create(), "Authorization", "Bearer " + PASSWORD)) {
            assertThat(count(withToken(door.url(), PASSWORD, TokenHeader.AUTHORIZATION)))
                    .isZero();
        }
        try (Door door = Door.open(HttpServer.create(), "X-Chroma-Token", PASSWORD)) {
            assertThat(count(withToken(door.url(), PASSWORD, TokenHeader.X_CHROMA_TOKEN)))
                    .isZero();
        }
    }

    @Test
    void aUserAndPasswordAreSentAsBasicAuthentication() throws Exception {
        String encoded = Base64.getEncoder().encodeToString(("ada:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        try (Door door = Door.open(HttpServer.create(), "Authorization", "Basic " + encoded)) {
            assertThat(count(settings(door.url(), null, "ada", new Secret(PASSWORD), null, TokenHeader.AUTHORIZATION)))
                    .isZero();
        }
    }

    @Test
    void wrongCredentialsAreToldWithoutShowingThem() throws Exception {
        try (Door door = Door.open(HttpServer.create(), "Authorization", "Bearer other")) {
            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(() -> count(withToken(door.url(), PASSWORD, TokenHeader.AUTHORIZATION)))
                    .withMessageContaining("401 (the credentials are missing or wrong)")
                    .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(PASSWORD));
        }
    }

    @Test
    void aServerWithACertificateOfItsOwnIsTrustedWhenItIsNamed() throws Exception {
        Certificate certificate = Certificate.create(directory);
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        try (Door door = Door.open(server, "Accept", null)) {
            ChromaSettings trusting =
                    settings(door.url("https"), certificate.pem(), "", null, null, TokenHeader.AUTHORIZATION);
            ChromaSettings strict = settings(door.url("https"), null, "", null, null, TokenHeader.AUTHORIZATION);

            assertThat(count(trusting)).isZero();
            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(() -> count(strict))
                    .withMessageContaining("does not answer");
        }
    }

    private static long count(ChromaSettings settings) {
        return new ChromaIndex(new ChromaServer(settings, "fingerprint")).documentCount();
    }

    private static ChromaSettings withToken(URI url, String token, TokenHeader header) {
        return settings(url, null, "", null, new Secret(token), header);
    }

    private static ChromaSettings settings(
            URI url,
            @Nullable Path certificate,
            String username,
            @Nullable Secret password,
            @Nullable Secret token,
            TokenHeader header) {
        return new ChromaSettings(
                url,
                certificate,
                "tenant",
                "database",
                "tabletalk",
                username,
                password,
                token,
                header,
                Duration.ofSeconds(10));
    }

    /// A server that lets in who brings the right header, and answers as an empty Chroma would.
    ///
    /// @param value null lets in everyone
    private record Door(HttpServer server) implements AutoCloseable {

        static Door open(HttpServer server, String header, @Nullable String value) throws IOException {
            server.bind(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/", exchange -> {
                boolean isIn = value == null
                        || value.equals(exchange.getRequestHeaders().getFirst(header));
                answer(exchange, isIn ? 200 : 401, isIn ? emptyChroma(exchange) : "{}");
            });
            server.start();
            return new Door(server);
        }

        private static String emptyChroma(HttpExchange exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/count")) {
                return "0";
            }
            return "{\"id\": \"1\", \"name\": \"any\", \"max_batch_size\": 100, \"metadata\":"
                    + " {\"tabletalk_layout\": \"1\", \"tabletalk_embedding\": \"fingerprint\"}}";
        }

        private static void answer(HttpExchange exchange, int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        }

        URI url() {
            return url("http");
        }

        URI url(String scheme) {
            return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
