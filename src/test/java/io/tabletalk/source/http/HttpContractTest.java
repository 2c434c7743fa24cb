package io.tabletalk.source.http;

import io.tabletalk.source.SourceContractTest;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.http.FakeApi.Reply;
import io.tabletalk.source.http.FakeApi.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The promises of every source, kept by a paginated API behind a token.
class HttpContractTest extends SourceContractTest<HttpSettings> {

    private static final String TOKEN = "t0ken-of-the-api";

    private final AtomicReference<String> note = new AtomicReference<>("arrives on Monday");
    private FakeApi api = new FakeApi();

    @BeforeEach
    void serve() {
        api.answer(this::answer);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply answer(Request request) {
        if (!request.header("authorization").equals("Bearer " + TOKEN)) {
            return new Reply(401, "");
        }
        return Reply.json(
                switch (request.parameter("page")) {
                    case "1" -> """
                            {"data": [{"id": 1, "product": {"name": "Tea"}, "note": "%s", "amount": 2.5},
                                      {"id": 2, "product": {"name": "Coffee"}, "note": null, "amount": 1}]}
                            """.formatted(note.get());
                    case "2" -> """
                            {"data": [{"id": 3, "product": {"name": "Milk"}, "note": "cold"}, {"note": "no id"}]}
                            """;
                    default -> "{\"data\": []}";
                });
    }

    @Override
    protected SourceFactory<HttpSettings> factory() {
        return new HttpSourceFactory(HttpReadingTest.LIMITS);
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of(
                "url",
                api.url("/orders?state=open"),
                "bearer_token",
                TOKEN,
                "records",
                "/data",
                "key_fields",
                List.of("/id"),
                "requests_per_second",
                1000,
                "pagination",
                Map.of("kind", "page", "size_parameter", "per_page", "size", 2));
    }

    @Override
    protected Map<String, Object> settingsOfMissing() {
        return Map.of("url", "http://127.0.0.1:1/nobody", "bearer_token", TOKEN);
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("1", "2", "3");
    }

    @Override
    protected int expectedUnreadable() {
        return 1;
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("id", "product.name");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of("id");
    }

    @Override
    protected String editOneDocument() {
        note.set("arrives on Tuesday");
        return "1";
    }

    /// Nothing is held between two requests but what the client may reuse.
    @Override
    protected int openResources() {
        return 0;
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN);
    }
}
