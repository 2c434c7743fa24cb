package io.tabletalk.security.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenPathsTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "HEAD, /health",
        "GET, /page/chat/chat-view.js",
        "GET, /webjars/lit/3.3.2/index.js",
        "GET, /webjars/lit-html/3.3.2/directives/repeat.js",
        "GET, /docs",
        "GET, /swagger-ui/index.html",
        "GET, /openapi.json",
        "POST, /api/sources/orders/events",
    })
    void thePageTheSignOfLifeAndSignedEventsAreOpen(String method, String path) {
        assertThat(OpenPaths.contains(method, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /status",
        "GET, /metrics",
        "GET, /api/sources",
        "GET, /chat/history/ada",
        "POST, /chat",
        "POST, /",
        "DELETE, /page/main.js",
        "GET, /page",
        "GET, /page/../api/sources",
        "GET, /page/%2e%2e/api/sources",
        "GET, /page/x;/../../api/sources",
        "GET, //api/sources",
        "GET, /page//api",
        "GET, /healthy",
        "GET, /api/sources/orders/events",
        "POST, /api/sources/orders/documents/events",
        "POST, /api/sources/orders;x=/events",
        "POST, /api/sources/../events/events",
    })
    void everythingElseIsClosed(String method, String path) {
        assertThat(OpenPaths.contains(method, path)).isFalse();
    }
}
