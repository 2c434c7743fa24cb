package io.tabletalk.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.Split;
import io.tabletalk.source.http.FakeApi.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class HttpReadingTest {

    static final HttpLimits LIMITS = limits(List.of("127.0.0.1"));

    private static final JsonMapper SETTINGS = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final FakeApi api = new FakeApi();
    private final HttpSourceFactory factory = new HttpSourceFactory(LIMITS);

    @AfterEach
    void stop() {
        api.close();
    }

    private static HttpLimits limits(List<String> allowed) {
        return new HttpLimits(
                allowed,
                Duration.ofSeconds(30),
                DataSize.ofKilobytes(64),
                20,
                3,
                Duration.ofMillis(1),
                Duration.ofSeconds(5),
                DataSize.ofMegabytes(1));
    }

    @Test
    void aRecordBecomesADocumentWithTextAndTypedMetadata() {
        api.answer(request -> Reply.json("""
                [{"id": 7, "title": "Late order", "customer": {"city": "Graz"}, "tags": ["red", "new"],
                  "paid": false, "sum": 12.50, "gone": null}]
                """));

        Document document = read(Map.of()).getFirst();

        assertThat(document.key().key()).isEqualTo("7");
        assertThat(document.title()).isEqualTo("Late order");
        assertThat(document.text()).isEqualTo("title: Late order\ncustomer.city: Graz\ntags: red, new");
        assertThat(document.metadata().values())
                .containsEntry("id", 7L)
                .containsEntry("paid", false)
                .containsEntry("sum", 12.5)
                .containsEntry("tags", List.of("red", "new"))
                .doesNotContainKey("gone");
    }

    @Test
    void theFieldsThatAreNamedAreReadAndSearched() {
        api.answer(request -> Reply.json("[{\"id\": 1, \"a\": {\"b\": \"B\"}, \"c\": \"C\", \"d\": \"D\"}]"));

        Document document = read(Map.of("fields", List.of("c"), "text_fields", List.of("/a/b")))
                .getFirst();

        assertThat(document.text()).isEqualTo("a.b: B");
        assertThat(document.metadata().values()).containsExactly(Map.entry("c", "C"));
    }

    @Test
    void aRecordWithoutAKeyIsReportedAsNoDocumentAndStopsNothing() {
        api.answer(request -> Reply.json("[{\"name\": \"Tea\"}, {\"id\": 2, \"name\": \"Milk\"}]"));

        List<SourceRecord> records = records(factory, Map.of());

        assertThat(records).hasSize(2);
        assertThat(records.getFirst())
                .isEqualTo(new SourceRecord.Unreadable(
                        SourceRecord.Unreadable.NO_KEY,
                        "page 1, record 1",
                        "The record has none of the fields id, _id, uuid and key. Name what identifies it in"
                                + " `key_fields`.",
                        "{\"name\":\"Tea\"}"));
    }

    @Test
    void offsetsGoOnByTheRecordsThatCame() {
        api.answer(request -> Reply.json(
                switch (request.parameter("skip")) {
                    case "0" -> "[{\"id\": 1}, {\"id\": 2}]";
                    case "2" -> "[{\"id\": 3}]";
                    default -> "[]";
                }));

        assertThat(keys(paged("kind", "offset", "parameter", "skip", "size_parameter", "limit", "size", 50)))
                .containsExactly("1", "2", "3");
        assertThat(api.requests())
                .allMatch(request -> request.parameter("limit").equals("50"));
    }

    @Test
    void aCursorIsSentBackUntilThereIsNone() {
        api.answer(request -> Reply.json(
                switch (request.parameter("after")) {
                    case "" -> "{\"items\": [{\"id\": 1}], \"meta\": {\"next\": \"/a+b=\"}}";
                    case "/a+b=" -> "{\"items\": [{\"id\": 2}], \"meta\": {\"next\": null}}";
                    default -> throw new AssertionError(request.uri());
                }));

        Map<String, Object> settings =
                new HashMap<>(paged("kind", "cursor", "parameter", "after", "cursor_pointer", "/meta/next"));
        settings.put("records", "/items");
        assertThat(keys(settings)).containsExactly("1", "2");
    }

    @Test
    void aCursorMayBeTheAddressOfTheNextPage() {
        api.answer(request -> Reply.json(
                request.uri().getPath().equals("/second")
                        ? "{\"results\": [{\"id\": 2}], \"next\": null}"
                        : "{\"results\": [{\"id\": 1}], \"next\": \"" + api.url("/second") + "\"}"));

        Map<String, Object> settings = new HashMap<>(paged("kind", "cursor", "cursor_pointer", "/next"));
        settings.put("records", "/results");
        assertThat(keys(settings)).containsExactly("1", "2");
    }

    @Test
    void theLinkHeaderLeadsToTheNextPage() {
        api.answer(request -> request.parameter("p").equals("2")
                ? new Reply(200, "[{\"id\": 2}]", Map.of("Link", "</list>; rel=\"first\""))
                : new Reply(
                        200, "[{\"id\": 1}]", Map.of("Link", "</list?p=9>; rel=\"last\", </list?p=2>; rel=\"next\"")));

        assertThat(keys(paged("kind", "link"))).containsExactly("1", "2");
    }

    @Test
    void pagesThatGoRoundInACircleAreAnError() {
        api.answer(request -> new Reply(200, "[{\"id\": 1}]", Map.of("Link", "</list>; rel=next")));

        assertFails(paged("kind", "link"), Kind.INVALID, "go round in a circle");
    }

    @Test
    void anApiThatIgnoresThePageIsNoticed() {
        api.answer(request -> Reply.json("[{\"id\": 1}]"));

        assertFails(paged("kind", "page"), Kind.INVALID, "seems not to know the parameter 'page'");
    }

    @Test
    void morePagesThanAllowedAreAnErrorAndNotAnEnd() {
        api.answer(request -> Reply.json("[{\"id\": \"" + request.parameter("page") + "\"}]"));

        assertFails(paged("kind", "page"), Kind.INVALID, "more than 20 pages");
    }

    @Test
    void anotherServerGetsNeitherRequestNorCredential() {
        try (FakeApi other = new FakeApi()) {
            api.answer(request -> new Reply(200, "[]", Map.of("Link", "<" + other.url("/x") + ">; rel=next")));
            assertFails(paged("kind", "link"), Kind.INVALID, "leads to another server");

            api.answer(request -> new Reply(302, "", Map.of("Location", other.url("/x"))));
            assertFails(Map.of(), Kind.INVALID, "leads to another server");

            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aRedirectOnTheSameServerIsFollowed() {
        api.answer(request -> request.uri().getPath().equals("/new")
                ? Reply.json("[{\"id\": 1}]")
                : new Reply(308, "", Map.of("Location", "/new")));

        assertThat(keys(Map.of())).containsExactly("1");
    }

    @Test
    void redirectsWithoutEndAreGivenUp() {
        api.answer(request -> new Reply(302, "", Map.of("Location", "/again")));

        assertFails(Map.of(), Kind.INVALID, "redirects more than 5 times");
    }

    @Test
    void aBusyServerIsAskedAgainWhenItSaysSo() {
        AtomicInteger asked = new AtomicInteger();
        api.answer(request -> asked.incrementAndGet() == 1
                ? new Reply(429, "", Map.of("Retry-After", "0"))
                : Reply.json("[{\"id\": 1}]"));

        assertThat(keys(Map.of())).containsExactly("1");
    }

    @Test
    void aServerThatWantsALongPauseIsNotWaitedFor() {
        api.answer(request -> new Reply(503, "", Map.of("Retry-After", "3600")));

        assertFails(Map.of(), Kind.UNAVAILABLE, "asks to come back in 3600 s");
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aServerThatStaysBusyIsUnavailableAfterAFewAttempts() {
        api.answer(request -> new Reply(500, ""));

        assertFails(Map.of(), Kind.UNAVAILABLE, "does not answer at the moment (500)");
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void anAnswerThatHasNotChangedIsNotSentAgain() {
        api.answer(request -> request.header("if-none-match").equals("\"v1\"")
                ? new Reply(304, "")
                : new Reply(200, "[{\"id\": 1}]", Map.of("ETag", "\"v1\"")));

        assertThat(keys(Map.of())).containsExactly("1");
        assertThat(keys(Map.of())).containsExactly("1");
        assertThat(api.requests().getLast().header("if-none-match")).isEqualTo("\"v1\"");
    }

    /// As a server that makes the tag from the body alone: a further page shows in the link only.
    @Test
    void aNewPageShowsInTheHeadersOfAnAnswerThatHasNotChanged() {
        AtomicInteger pages = new AtomicInteger(1);
        api.answer(request -> {
            if (request.parameter("p").equals("2")) {
                return Reply.json("[{\"id\": 2}]");
            }
            Map<String, String> headers = new HashMap<>(Map.of("ETag", "\"v1\""));
            if (pages.get() == 2) {
                headers.put("Link", "</list?p=2>; rel=\"next\"");
            }
            return request.header("if-none-match").equals("\"v1\"")
                    ? new Reply(304, "", headers)
                    : new Reply(200, "[{\"id\": 1}]", headers);
        });
        assertThat(keys(paged("kind", "link"))).containsExactly("1");

        pages.set(2);

        assertThat(keys(paged("kind", "link"))).containsExactly("1", "2");
    }

    /// As a proxy that adds a header of its own to each answer.
    @Test
    void aLinkThatTellsOfNoPagesHidesNone() {
        api.answer(request -> {
            if (request.parameter("p").equals("2")) {
                return Reply.json("[{\"id\": 2}]");
            }
            return request.header("if-none-match").equals("\"v1\"")
                    ? new Reply(304, "", Map.of("Link", "</style.css>; rel=preload; as=style"))
                    : new Reply(200, "[{\"id\": 1}]", Map.of("ETag", "\"v1\"", "Link", "</list?p=2>; rel=\"next\""));
        });

        assertThat(keys(paged("kind", "link"))).containsExactly("1", "2");
        assertThat(keys(paged("kind", "link"))).containsExactly("1", "2");
    }

    @Test
    void aReadAnewAsksForWholeAnswers() {
        api.answer(request -> request.header("if-none-match").isEmpty()
                ? new Reply(200, "[{\"id\": " + (api.requests().size() == 1 ? 1 : 2) + "}]", Map.of("ETag", "\"v1\""))
                : new Reply(304, ""));
        Map<String, Object> settings = Map.of("url", api.url("/list"));
        try (Source source = factory.open(new SourceId("api"), SETTINGS.convertValue(settings, HttpSettings.class))) {
            assertThat(keysOf(source)).containsExactly("1");
            assertThat(keysOf(source)).containsExactly("1");

            assertThat(keysOf(source.readAnew())).containsExactly("2");
            assertThat(keysOf(source)).as("what was read anew is kept").containsExactly("2");
        }
    }

    private static List<String> keysOf(Source source) {
        try (Stream<SourceRecord> records = source.read(new Split(0, Map.of()))) {
            return records.map(record ->
                            ((SourceRecord.Readable) record).document().key().key())
                    .toList();
        }
    }

    @Test
    void aSettingThatHasNoEffectOnThePagesIsRefused() {
        assertRefused(
                "'cursor_pointer' has no effect on pagination of kind 'link'", "kind", "link", "cursor_pointer", "/n");
        assertRefused("choose 'cursor', which takes both", "kind", "link", "cursor_pointer", "/next");
        assertRefused("which follows the header 'Link'", "kind", "link", "parameter", "page");
        assertRefused("'start' has no effect", "kind", "cursor", "start", 3);
        assertRefused("'parameter' has no effect", "kind", "none", "parameter", "page");
        assertRefused("'size' has no effect without 'size_parameter'", "kind", "page", "size", 50);
    }

    private static void assertRefused(String message, Object... pagination) {
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> SETTINGS.convertValue(paged(pagination).get("pagination"), Pagination.class))
                .havingCause()
                .withMessageContaining(message);
    }

    @Test
    void aLinkInTheBodyMayBeAPathOrAQuery() {
        api.answer(request -> Reply.json(
                switch (request.uri().toString()) {
                    case "/list/items" -> "{\"data\": [{\"id\": 1}], \"next\": \"?page=2\"}";
                    case "/list/items?page=2" -> "{\"data\": [{\"id\": 2}], \"next\": \"/list/items?page=3\"}";
                    case "/list/items?page=3" -> "{\"data\": [{\"id\": 3}], \"next\": null}";
                    default -> throw new AssertionError(request.uri());
                }));

        Map<String, Object> settings = new HashMap<>(paged("kind", "cursor", "cursor_pointer", "/next"));
        settings.put("records", "/data");
        settings.put("url", api.url("/list/items"));
        assertThat(keys(settings)).containsExactly("1", "2", "3");
    }

    @Test
    void answersGivenToOneCredentialAreNotUsedForAnother() {
        api.answer(
                request -> new Reply(200, "[{\"id\": 1}]", Map.of("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT")));

        keys(Map.of("bearer_token", "one"));
        keys(Map.of("bearer_token", "one"));
        assertThat(api.requests().getLast().header("if-modified-since")).isEqualTo("Fri, 20 Nov 2026 10:00:00 GMT");
        int before = api.requests().size();
        keys(Map.of("bearer_token", "other"));
        assertThat(api.requests().get(before).header("if-modified-since")).isEmpty();
    }

    @Test
    void headersAndParametersAreSent() {
        api.answer(request -> Reply.json("[]"));

        keys(Map.of("headers", Map.of("X-Api-Key", "k1"), "parameters", Map.of("token", "a b&c")));

        assertThat(api.requests().getLast().header("x-api-key")).isEqualTo("k1");
        assertThat(api.requests().getLast().parameter("token")).isEqualTo("a b&c");
    }

    @Test
    void anAccessTokenIsGotAndRenewedWhenItIsRefused() {
        AtomicInteger tokens = new AtomicInteger();
        api.answer(request -> {
            if (request.uri().getPath().equals("/token")) {
                assertThat(request.body()).isEqualTo("grant_type=client_credentials&scope=read+all");
                assertThat(request.header("authorization")).isEqualTo("Basic YXBwOnMlM0FjcmV0");
                return Reply.json("{\"access_token\": \"t" + tokens.incrementAndGet() + "\", \"expires_in\": 3600}");
            }
            return request.header("authorization").equals("Bearer t2")
                    ? Reply.json("[{\"id\": 1}]")
                    : new Reply(401, "");
        });

        assertThat(keys(Map.of(
                        "oauth2",
                        Map.of(
                                "token_url",
                                api.url("/token"),
                                "client_id",
                                "app",
                                "client_secret",
                                "s:cret",
                                "scope",
                                "read all"))))
                .containsExactly("1");
        assertThat(tokens).hasValue(2);
    }

    @Test
    void refusedCredentialsAreTold() {
        api.answer(request -> new Reply(403, "your token is wrong: s3cret"));

        assertFails(Map.of("bearer_token", "s3cret"), Kind.DENIED, "refuses the credentials");
    }

    @Test
    void whatIsNoJsonOrHasNoRecordsIsTold() {
        api.answer(request -> new Reply(200, "<html>", Map.of("Content-Type", "text/html")));
        assertFails(Map.of(), Kind.INVALID, "did not answer with JSON, but with HTML or XML, and calls it text/html.");

        api.answer(request -> new Reply(200, "\n<!doctype html>", Map.of("Content-Type", "application/json")));
        assertFails(Map.of(), Kind.INVALID, "but with HTML or XML, and calls it application/json.");

        api.answer(request -> new Reply(200, "[1,\n 2", Map.of("Content-Type", "application/json")));
        assertFails(Map.of(), Kind.INVALID, "calls its answer application/json, but it is not valid JSON at line 2");

        api.answer(request -> new Reply(200, "id,name", Map.of("Content-Type", "text/csv")));
        assertFails(Map.of(), Kind.INVALID, "did not answer with JSON, but with text/csv.");

        api.answer(request -> Reply.json("{\"items\": []}"));
        assertFails(Map.of("records", "/data"), Kind.INVALID, "nothing at '/data'");
        assertFails(Map.of("records", "data"), Kind.INVALID, "is no JSON pointer");
    }

    @Test
    void anAnswerThatIsTooLargeIsNotTakenIn() {
        api.answer(request -> Reply.json("[\"" + "x".repeat(100_000) + "\"]"));

        assertFails(Map.of(), Kind.INVALID, "larger than");
    }

    @Test
    void anAnswerThatIsCutInTheMiddleIsNoEnd() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerHalf(server));

            assertFails(
                    Map.of("url", "http://127.0.0.1:" + server.getLocalPort() + "/list"),
                    Kind.UNAVAILABLE,
                    "'127.0.0.1' ended its answer too early.");
        }
    }

    /// Promises more than it sends, as often as it is asked.
    private static void answerHalf(ServerSocket server) {
        try {
            while (true) {
                try (Socket connection = server.accept()) {
                    connection.getInputStream().read(new byte[8_192]);
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[{\"id\": 1},"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // the test has closed the server
        }
    }

    @Test
    void aServerThatNeverFinishesItsAnswerIsGivenUp() {
        HttpLimits hurried = new HttpLimits(
                List.of("*"),
                Duration.ofMillis(200),
                DataSize.ofKilobytes(64),
                20,
                1,
                Duration.ofMillis(1),
                Duration.ofSeconds(5),
                DataSize.ofMegabytes(1));
        CountDownLatch end = new CountDownLatch(1);
        api.answer(request -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.json("[]");
        });
        try {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> read(new HttpSourceFactory(hurried), Map.of()))
                    .withMessage("'127.0.0.1' did not answer in time.");
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://10.1.2.3/",
                "http://169.254.169.254/",
                "http://[::1]/",
                "http://[fd00::1]/",
                "http://0.0.0.0/",
                "http://[::ffff:127.0.0.1]/",
                "http://100.64.0.1/"
            })
    void privateAddressesAreRefusedUnlessNamed(String url) {
        HttpSourceFactory closed = new HttpSourceFactory(limits(List.of()));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(closed, Map.of("url", url)))
                .withMessageContaining("tabletalk.http-source.allowed-hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.org/",
                "https://",
                "not an address",
                "http://a:b@example.org/"
            })
    void otherAddressesAreRefused(String url) {
        assertFails(Map.of("url", url), Kind.INVALID, "URL");
    }

    private static Map<String, Object> paged(Object... pagination) {
        Map<String, Object> named = new HashMap<>();
        for (int i = 0; i < pagination.length; i += 2) {
            named.put((String) pagination[i], pagination[i + 1]);
        }
        return Map.of("pagination", named);
    }

    private void assertFails(Map<String, Object> settings, Kind kind, String message) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(settings))
                .withMessageContaining(message)
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure.getMessage()).doesNotContain("s3cret");
                });
    }

    private List<String> keys(Map<String, Object> settings) {
        return read(settings).stream().map(document -> document.key().key()).toList();
    }

    @Test
    void changesAreAskedForByTheirTime() {
        api.answer(request -> Reply.json(request.parameter("page").equals("1") ? "[{\"id\": 3}]" : "[]"));
        Map<String, Object> settings = new HashMap<>(paged("kind", "page"));
        settings.putAll(Map.of("url", api.url("/list?open=1"), "requests_per_second", 1000));
        settings.put("changed_since_parameter", "updated_after");
        HttpSettings parsed = SETTINGS.convertValue(settings, HttpSettings.class);

        try (ChangingSource source = (ChangingSource) factory.open(new SourceId("api"), parsed)) {
            assertThat(Instant.parse(source.mark().orElseThrow())).isBefore(Instant.now());
            Split changes =
                    source.planChanges("2026-01-02T03:04:05Z").orElseThrow().getFirst();
            try (Stream<SourceRecord> records = source.read(changes)) {
                assertThat(records).hasSize(1);
            }
        }
        assertThat(api.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.parameter("updated_after")).isEqualTo("2026-01-02T03:04:05Z");
            assertThat(request.parameter("open")).isEqualTo("1");
        });
    }

    private List<Document> read(Map<String, Object> settings) {
        return read(factory, settings);
    }

    private List<Document> read(HttpSourceFactory kind, Map<String, Object> settings) {
        return records(kind, settings).stream()
                .map(one -> ((SourceRecord.Readable) one).document())
                .toList();
    }

    private List<SourceRecord> records(HttpSourceFactory kind, Map<String, Object> settings) {
        Map<String, Object> whole = new HashMap<>(Map.of("url", api.url("/list"), "requests_per_second", 1000));
        whole.putAll(settings);
        HttpSettings parsed = SETTINGS.convertValue(whole, HttpSettings.class);
        try (Source source = kind.open(new SourceId("api"), parsed);
                Stream<SourceRecord> records = source.read(source.plan().getFirst())) {
            return records.toList();
        }
    }
}
