package io.tabletalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.health.Health;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import planted.web.PlantedServer;
import planted.web.PlantedServer.PlantedPart;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The web module in a real server.
@SpringBootTest(
        classes = PlantedServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "tabletalk.web.allowed-hosts=chat.example",
            "tabletalk.web.cors.allowed-origins=https://intranet.example",
            "spring.servlet.multipart.max-file-size=100KB",
            "spring.servlet.multipart.max-request-size=100KB"
        })
class WebServerIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TWO_MEGABYTES = 2 * 1024 * 1024;
    private static final String CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private PlantedPart part;

    @AfterEach
    void heal() {
        part.set(Health.up("fine"));
    }

    @Test
    void rootTellsProgramsThatTheServerRuns() throws Exception {
        JsonNode home = json(get("/"));
        assertThat(home.get("status").asString()).isEqualTo("healthy");
        assertThat(home.get("version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(home.get("message").asString()).isNotBlank();
    }

    @Test
    void rootIsThePageForABrowser() throws Exception {
        HttpResponse<String> page = send(request("/").header("Accept", CHROME).build());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().allValues("Vary")).contains("Accept");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self' 'sha256-")
                .contains("; style-src 'self';", "require-trusted-types-for 'script'; trusted-types lit-html;")
                .doesNotContain("unsafe");
        assertThat(page.body()).contains("<title>Tabletalk</title>");
    }

    @Test
    void filesOfThePageAreAskedForAgainRatherThanKept() throws Exception {
        HttpResponse<String> script = get("/page/main.js");
        assertThat(script.headers().firstValue("Cache-Control")).contains("no-cache");

        HttpResponse<String> again = send(request("/page/main.js")
                .header(
                        "If-Modified-Since",
                        script.headers().firstValue("Last-Modified").orElseThrow())
                .build());
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void healthFollowsTheParts() throws Exception {
        assertThat(json(get("/health")).get("status").asString()).isEqualTo("healthy");

        part.set(Health.degraded("slow"));
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(json(get("/health")).get("status").asString()).isEqualTo("degraded");

        part.set(Health.down("broken"));
        HttpResponse<String> down = get("/health");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(json(down).get("status").asString()).isEqualTo("unhealthy");
        assertThat(json(down).get("message").asString()).contains("planted part");
    }

    @Test
    void statusListsEveryPart() throws Exception {
        part.set(Health.down("broken"));

        HttpResponse<String> response = get("/status");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).at("/status").asString()).isEqualTo("unhealthy");
        assertThat(json(response).at("/components/planted part/status").asString())
                .isEqualTo("down");
        assertThat(json(response).at("/components/planted part/message").asString())
                .isEqualTo("broken");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /nothing/here,        404, not_found",
        "GET,    /error,               404, not_found",
        "DELETE, /planted/questions,   405, method_not_allowed",
        "GET,    /planted/list,        422, validation_failed",
        "GET,    /planted/things/x,    500, internal_error",
        "GET,    /filtered/throw,      500, internal_error",
        "GET,    /filtered/refuse,     409, conflict",
        "TRACE,  /,                    405, method_not_allowed",
    })
    void everyErrorHasTheOneForm(String method, String path, int status, String code) throws Exception {
        HttpResponse<String> response = send(request(path)
                .header("Accept", CHROME)
                .method(method, BodyPublishers.noBody())
                .build());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).get("code").asString()).isEqualTo(code);
        assertThat(json(response).get("detail").asString()).isNotBlank();
        assertThat(response.body()).doesNotContain("swordfish", "Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a|b", "/a%", "/%2e%2e/%2e%2e/etc/passwd", "/a%2Fb", "/..;/x"})
    void addressThatTheContainerRefusesIsToldInJson(String path) {
        String response = new RawHttp(port).exchange("GET " + path + " HTTP/1.1", "Host: localhost");

        assertThat(response)
                .matches("(?s)HTTP/1.1 4\\d\\d .*")
                .containsIgnoringCase("Content-Type: application/json")
                .contains("\"detail\":")
                .contains("\"code\":")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("<html");
    }

    @Test
    void aMalformedAddressIsToldHowToBeWrittenAndNotLoggedWithAStackTrace() {
        assertThat(new RawHttp(port).exchange("GET /a|b HTTP/1.1", "Host: localhost"))
                .contains("characters such as | or a blank are written as %7C");
        assertThat(new RawHttp(port).exchange("GET /a%00b HTTP/1.1", "Host: localhost"))
                .contains("holds no NUL character");
        assertThat(LoggerFactory.getLogger("org.apache.coyote.http11.Http11Processor")
                        .isInfoEnabled())
                .isFalse();
    }

    @Test
    void requestThatIsNoHttpIsNotAnsweredWithABanner() {
        assertThat(new RawHttp(port).exchange("nonsense"))
                .startsWith("HTTP/1.1 400")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("<html");
    }

    @Test
    void noHeaderNamesTheServerSoftware() throws Exception {
        assertThat(get("/health").headers().map()).doesNotContainKeys("server", "Server", "x-powered-by");
        assertThat(get("/nothing").headers().map()).doesNotContainKeys("server", "Server", "x-powered-by");
    }

    @Test
    void bodyThatAnnouncesItsLengthIsRefusedWhenTooLarge() throws Exception {
        assertTooLarge(ask(BodyPublishers.ofString(question(TWO_MEGABYTES))));
    }

    @Test
    void bodyThatDoesNotIsRefusedWhileItIsRead() throws Exception {
        byte[] body = question(TWO_MEGABYTES).getBytes();
        assertTooLarge(ask(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    @Test
    void largeBodyThatFitsIsTaken() throws Exception {
        HttpResponse<String> response = ask(BodyPublishers.ofString(question(1_900_000)));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void uploadHasALimitOfItsOwn() throws Exception {
        assertThat(upload(50_000).statusCode()).isEqualTo(200);
        assertTooLarge(upload(150_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:8000", "chat.example"})
    void serverAnswersToItsNames(String host) {
        assertThat(new RawHttp(port).exchange("GET /health HTTP/1.1", "Host: " + host))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void serverDoesNotAnswerToAForeignName() {
        assertThat(new RawHttp(port).exchange("GET /health HTTP/1.1", "Host: evil.example:8000"))
                .startsWith("HTTP/1.1 403")
                .contains("\"code\":\"host_not_allowed\"")
                .doesNotContain("healthy");
    }

    @Test
    void allowedOriginMayCall() throws Exception {
        HttpResponse<String> response = withOrigin("https://intranet.example");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("https://intranet.example");
    }

    @Test
    void otherOriginMayNotCallAtAll() throws Exception {
        HttpResponse<String> response = withOrigin("https://evil.example");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).get("code").asString()).isEqualTo("origin_not_allowed");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void ownPageMayCall() throws Exception {
        assertThat(withOrigin("http://localhost:" + port).statusCode()).isEqualTo(200);
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : new String[] {"/health", "/nothing", "/planted/things/x"}) {
            assertThat(get(path).headers().map())
                    .containsKeys("content-security-policy", "referrer-policy", "x-frame-options")
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("cache-control", List.of("no-store"));
        }
    }

    @Test
    void documentDescribesTheApiAndItsErrors() throws Exception {
        HttpResponse<String> response = get("/openapi.json");
        JsonNode document = json(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(document.at("/info/title").asString()).isEqualTo("Tabletalk");
        assertThat(document.at("/info/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(document.at("/paths/~1health/get/summary").asString()).isNotBlank();
        assertThat(document.at("/components/schemas/ApiError/required").toString())
                .contains("\"detail\"", "\"code\"");
        assertThat(document.at("/paths/~1planted~1questions/post/responses/422/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/ApiError");
        assertThat(document.at("/components/schemas/Question/properties").propertyNames())
                .contains("user_name", "max_results");
        assertThat(document.get("paths").propertyNames()).doesNotContain("/error");
    }

    @Test
    void documentationIsAPageFromThisServer() throws Exception {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<String> page =
                following.send(request("/docs").header("Accept", CHROME).build(), BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("swagger-ui").doesNotContain("https://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';");
    }

    private HttpResponse<String> withOrigin(String origin) throws IOException, InterruptedException {
        return send(request("/health").header("Origin", origin).build());
    }

    private HttpResponse<String> ask(BodyPublisher body) throws IOException, InterruptedException {
        return send(request("/planted/questions")
                .header("Content-Type", "application/json")
                .POST(body)
                .build());
    }

    private static String question(int length) {
        return "{\"user_name\": \"" + "a".repeat(length) + "\", \"max_results\": 5}";
    }

    private HttpResponse<String> upload(int length) throws IOException, InterruptedException {
        String body = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                + "a".repeat(length) + "\r\n--cut--\r\n";
        return send(request("/planted/files")
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private void assertTooLarge(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).get("code").asString()).isEqualTo("request_too_large");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        return JSON.readTree(response.body());
    }
}
