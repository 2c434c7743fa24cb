package io.tabletalk.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client may ask of the search, through the whole server.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SearchHttpIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path directory;

    @LocalServerPort
    private int port;

    @Autowired
    private KnowledgeIndex index;

    @Autowired
    private EmbeddingEngine embeddings;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> directory.toString());
        registry.add("tabletalk.sample-data", () -> "false");
    }

    @BeforeEach
    void withThreeFilms() {
        index.apply(List.of(
                film(
                        "Robots",
                        Map.of("length", 86, "rating", "PG", "tags", List.of("space", "dogs")),
                        "One robot.",
                        "Two robots.",
                        "Three robots."),
                film("Dust", Map.of("length", 120.5, "rating", "R", "new", true), "A robot in a desert.", "Sand."),
                film("Kitchen", Map.of("rating", "G", "released", "2024-05-01"), "A robot cooks.")));
    }

    @Test
    void eachDocumentComesOnceWhenAskedFor() throws Exception {
        assertThat(titles("{\"query\": \"robot\", \"max_results\": 10}"))
                .contains("Robots")
                .hasSizeGreaterThan(3);
        assertThat(titles("{\"query\": \"robot\", \"max_results\": 10, \"one_per_document\": true}"))
                .containsExactlyInAnyOrder("Robots", "Dust", "Kitchen");
    }

    @Test
    void neighboursAreShownWithTheirPlaces() throws Exception {
        JsonNode result = results("{\"query\": \"Two robots\", \"mode\": \"keyword\", \"max_results\": 1,"
                        + " \"passages_before\": 3, \"passages_after\": 1, \"filter\": {\"rating\": \"PG\"}}")
                .get(0);

        assertThat(result.get("content").stringValue()).isEqualTo("Two robots.");
        assertThat(result.get("before").get(0).get("content").stringValue()).isEqualTo("One robot.");
        assertThat(result.get("before").size()).isEqualTo(1);
        assertThat(result.get("after").get(0).get("content").stringValue()).isEqualTo("Three robots.");
        assertThat(result.get("after").get(0).get("place").get("end").intValue())
                .isPositive();
        assertThat(results("{\"query\": \"robot\"}").get(0).has("before")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    {"rating": "PG"}                              | Robots
                    {"length": 86}                                | Robots
                    {"length": "86"}                              |
                    {"length": 120.5}                             | Dust
                    {"new": true}                                 | Dust
                    {"tags": "dogs"}                              | Robots
                    {"rating": ["G", "PG"]}                       | Kitchen,Robots
                    {"length": {"from": 86, "to": 120}}           | Robots
                    {"released": {"from": "2024-01-01"}}          | Kitchen
                    {"length": {"exists": false}}                 | Kitchen
                    {"$not": {"rating": "G"}}                     | Dust,Robots
                    {"$or": [{"new": true}, {"rating": "G"}]}     | Dust,Kitchen
                    {"rating": "PG", "length": {"to": 80}}        |
                    """)
    void filtersAreTyped(String filter, String titles) throws Exception {
        assertThat(titles("{\"query\": \"robot\", \"one_per_document\": true, \"filter\": " + filter + "}").stream()
                        .sorted())
                .isEqualTo(titles == null ? List.of() : List.of(titles.split(",")));
    }

    private List<String> titles(String request) throws Exception {
        List<String> titles = new ArrayList<>();
        results(request).forEach(result -> titles.add(result.get("title").stringValue()));
        return titles;
    }

    private JsonNode results(String request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/search"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(request))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JSON.readTree(response.body()).get("results");
        }
    }

    private DocumentUpdate film(String title, Map<String, Object> metadata, String... texts) {
        List<float[]> vectors = embeddings.embedPassages(List.of(texts));
        List<EmbeddedPassage> passages = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            Passage passage = new Passage(i, "", texts[i], Place.WHOLE.at(0, texts[i].length()));
            passages.add(new EmbeddedPassage(passage, vectors.get(i)));
        }
        return new DocumentUpdate.Replace(
                new DocumentKey(new SourceId("film"), title),
                SourcePosition.readAt(Instant.EPOCH),
                title,
                title,
                new Metadata(metadata),
                passages);
    }
}
