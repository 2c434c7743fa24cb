package io.tabletalk.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.cli.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabletalkClientTest {

    FakeServer server;
    TabletalkClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        client = new TabletalkClient(server.url());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void keepsThePrefixOfAServerBehindAProxy() {
        server.on("GET /shop/api/sources", 200, "{\"sources\":[]}");

        try (TabletalkClient behindProxy = new TabletalkClient(URI.create(server.url() + "/shop"))) {
            assertThat(behindProxy.get("api/sources").path("sources")).isEmpty();
        }
    }

    @Test
    void aRefusalCarriesTheServersWordsAndStatus() {
        server.on("POST /chat", 422, "{\"detail\":\"message: must not be blank\",\"code\":\"invalid\"}");

        assertThatThrownBy(() -> client.post("chat", Map.of())).isInstanceOfSatisfying(ApiFailure.class, failure -> {
            assertThat(failure.status()).isEqualTo(422);
            assertThat(failure).hasMessage("message: must not be blank");
        });
    }

    @Test
    void aRefusalWithoutWordsNamesTheStatus() {
        server.on("GET /api/sources", 502, "<html>Bad gateway</html>");

        assertThatThrownBy(() -> client.get("api/sources"))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("answered 502");
    }

    @Test
    void anotherKindOfServerIsRecognised() {
        server.on("GET /api/sources", 200, "<html>Hello</html>");

        assertThatThrownBy(() -> client.get("api/sources"))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("no Tabletalk server");
    }

    @Test
    void uploadsAFileWithThePathItComesFrom(@TempDir Path directory) throws IOException {
        server.on("POST /api/files", 201, "{\"path\":\"uploads/a.csv\",\"name\":\"a.csv\",\"size\":5}");
        Path file = Files.writeString(directory.resolve("grüße \"1\".csv"), "a,b\nä");

        assertThat(client.upload(file, true).path("path").asString()).isEqualTo("uploads/a.csv");

        FakeServer.Request request = server.onlyRequest();
        String boundary = request.contentType().replace("multipart/form-data; boundary=", "");
        assertThat(request.body())
                .isEqualTo("--" + boundary + "\r\n"
                        + "Content-Disposition: form-data; name=\"origin\"\r\n"
                        + "Content-Type: text/plain; charset=UTF-8\r\n\r\n" + file + "\r\n--" + boundary + "\r\n"
                        + "Content-Disposition: form-data; name=\"replace\"\r\n"
                        + "Content-Type: text/plain; charset=UTF-8\r\n\r\ntrue\r\n--" + boundary + "\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"grüße %221%22.csv\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\na,b\nä\r\n--" + boundary + "--\r\n");
    }
}
