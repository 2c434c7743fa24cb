package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.TabletalkApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The endpoints that take and look at files, on the whole server.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class FileApiIT {

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();

    private final Folder folder = new Folder(data);

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.files.max-upload", () -> "1MB");
        registry.add("tabletalk.sample-data", () -> "false");
    }

    @BeforeEach
    void writeFiles() {
        folder.write("sub/orders.csv", "id;product;note\n1;Green tea;mild\n2;Coffee\n3;Milk;fresh, cold\n");
    }

    @Test
    void aSqliteFileIsReadOnlyWhereFilesMayBeRead(@TempDir Path elsewhere) throws Exception {
        sqlite(data.resolve("music.sqlite"));
        sqlite(elsewhere.resolve("music.sqlite"));

        assertThat(schemaOf(data.resolve("music.sqlite").toString())).contains("Blue Train");
        assertThat(schemaOf(elsewhere.resolve("music.sqlite").toString())).contains("may not be read");
        assertThat(schemaOf("tabletalk.db")).contains("may not be read");
    }

    private static void sqlite(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT)");
            statement.execute("INSERT INTO track VALUES (1, 'Blue Train')");
        }
    }

    private String schemaOf(String sqliteFile) {
        Map<String, Object> settings = Map.of("file_path", sqliteFile, "table", "track");
        return post("/api/sources/schema", Map.of("type", "sqlite", "settings", settings))
                .body()
                .toString();
    }

    @Test
    void aCsvFileIsCheckedRowByRow() {
        Answer answer = post("/validate-csv", Map.of("file_path", "sub/orders.csv", "chunk_size", 1000));

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body.get("valid").asBoolean()).isFalse();
        assertThat(answer.body.get("message").asString()).isEqualTo("2 rows can be read, 1 cannot.");
        assertThat(answer.body.get("delimiter").asString()).isEqualTo(";");
        assertThat(answer.body.get("encoding").asString()).isEqualTo("UTF-8");
        assertThat(answer.body.get("columns").toString()).isEqualTo("[\"id\",\"product\",\"note\"]");
        assertThat(answer.body.get("types").toString())
                .isEqualTo("{\"id\":\"integer\",\"product\":\"text\",\"note\":\"text\"}");
        assertThat(answer.body.get("text_fields").toString()).isEqualTo("[\"product\",\"note\"]");
        assertThat(answer.body.get("row_count").asInt()).isEqualTo(2);
        assertThat(answer.body.get("complete").asBoolean()).isTrue();
        assertThat(answer.body.at("/problems/0/place").asString()).isEqualTo("orders.csv line 3");
        assertThat(answer.body.at("/sample_data/0/product").asString()).isEqualTo("Green tea");
    }

    @Test
    void aFileWithoutContentIsNotValid() {
        folder.write("empty.csv", "");

        Answer answer = post("/validate-csv", Map.of("file_path", "empty.csv"));

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body.get("valid").asBoolean()).isFalse();
        assertThat(answer.body.get("message").asString()).isEqualTo("'empty.csv' is empty.");
    }

    @Test
    void settingsThatCannotBeRightAreRefused() {
        assertRefused(post("/validate-csv", Map.of("file_path", "../secret.csv")), "tabletalk.files.roots");
        assertRefused(post("/validate-csv", Map.of("file_path", "none.csv")), "There is no file or folder 'none.csv'");
        assertRefused(post("/validate-csv", Map.of("file_path", "sub/orders.csv", "colour", "x")), "colour");
        assertRefused(post("/validate-csv", Map.of("file_path", "sub/orders.csv", "skip_rows", -1)), "skip_rows");
        assertRefused(post("/validate-csv", Map.of("file_path", "a\0b")), "no valid file path");
    }

    @Test
    void theFirstRowsAreShown() {
        Answer answer = get("/csv-sample/sub/orders.csv?rows=1");

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body.toString())
                .isEqualTo("{\"file_path\":\"sub/orders.csv\",\"columns\":[\"id\",\"product\",\"note\"],"
                        + "\"rows\":[{\"id\":\"1\",\"product\":\"Green tea\",\"note\":\"mild\"}]}");
        assertThat(get("/csv-sample" + data.toAbsolutePath() + "/sub/orders.csv").status)
                .as("an absolute path")
                .isEqualTo(200);
    }

    @Test
    void aSampleOutsideTheBoundsIsRefused() {
        assertRefused(get("/csv-sample/sub/orders.csv?rows=0"), "1 to 100");
        assertRefused(get("/csv-sample/sub/orders.csv?rows=101"), "1 to 100");
        assertRefused(get("/csv-sample/tabletalk.db"), "tabletalk.files.roots");
    }

    @Test
    void anUploadedFileCanBeReadByThePathInTheAnswer() {
        Answer answer = upload("päper list.csv", "title,n\nOn tea,1\n".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status).isEqualTo(201);
        assertThat(answer.body.toString())
                .isEqualTo("{\"path\":\"uploads/päper list.csv\",\"name\":\"päper list.csv\",\"size\":17}");
        assertThat(post(
                                "/validate-csv",
                                Map.of("file_path", answer.body.get("path").asString()))
                        .body
                        .get("valid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anotherFileOfTheSameNameIsReplacedOnRequest() throws IOException {
        upload("same.txt", "one".getBytes(StandardCharsets.UTF_8));
        Answer refused = upload("dir/same.txt", "two".getBytes(StandardCharsets.UTF_8));

        assertThat(refused.status).isEqualTo(409);
        assertThat(refused.body.get("code").asString()).isEqualTo("file_exists");
        assertThat(data.resolve("uploads/same.txt")).hasContent("one");

        String file = "Content-Disposition: form-data; name=\"file\"; filename=\"same.txt\"";
        String origin = "Content-Disposition: form-data; name=\"origin\"\r\n\r\n/home/ada/päper/same.txt\r\n--cut\r\n";
        String replace = "Content-Disposition: form-data; name=\"replace\"\r\n\r\ntrue\r\n--cut\r\n";
        assertThat(send(multipart(origin + replace + file, "two".getBytes(StandardCharsets.UTF_8))).status)
                .isEqualTo(201);
        assertThat(send(multipart(origin + file, "three".getBytes(StandardCharsets.UTF_8))).status)
                .isEqualTo(201);
        assertThat(upload("same.txt", "four".getBytes(StandardCharsets.UTF_8))
                        .body
                        .get("detail")
                        .asString())
                .contains("which came from /home/ada/päper/same.txt");
        assertThat(data.resolve("uploads/same.txt")).hasContent("three");
        try (Stream<Path> left = Files.list(data.resolve("uploads/.incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aTooLargeUploadIsRefusedAndNothingIsLeft() throws IOException {
        Answer answer = upload("large.txt", new byte[1024 * 1024 + 1]);

        assertThat(answer.status).isEqualTo(413);
        assertThat(answer.body.get("detail").asString()).contains("larger than 1 MB", "tabletalk.files.max-upload");
        assertThat(data.resolve("uploads/large.txt")).doesNotExist();
        try (Stream<Path> left = Files.list(data.resolve("uploads/.incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anUnsafeNameOrNoFileIsRefused() {
        assertRefused(upload("..", new byte[] {1}), "another name");
        assertRefused(upload(".env", new byte[] {1}), "another name");
        assertRefused(
                send(multipart("Content-Disposition: form-data; name=\"other\"", new byte[] {1})),
                "part called `file`");
    }

    private static void assertRefused(Answer answer, String detail) {
        assertThat(answer.status).isEqualTo(422);
        assertThat(answer.body.get("detail").asString()).contains(detail);
        assertThat(answer.body.get("code").asString()).matches("[a-z_]+");
    }

    /// @param body the JSON sent back
    private record Answer(int status, JsonNode body) {}

    private Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    private Answer post(String path, Map<String, Object> body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }

    private Answer upload(String name, byte[] content) {
        return send(multipart("Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"", content));
    }

    private HttpRequest.Builder multipart(String disposition, byte[] content) {
        byte[] head = ("--cut\r\n" + disposition + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(uri("/api/files"))
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofByteArray(head),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofByteArray(tail)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
