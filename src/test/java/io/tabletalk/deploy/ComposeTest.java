package io.tabletalk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether `compose.yaml` and the `Dockerfile` fit each other and the software, as far as that shows without a
/// container.
class ComposeTest {

    private static final int PORT = 8000;

    /// The image sets where it listens and stores, the launcher reads options for Java, and the services beside it need
    /// no more than their addresses.
    private static final Set<String> OF_NO_USE_IN_CONTAINERS = Set.of(
            "TABLETALK_PORT",
            "TABLETALK_ADDRESS",
            "TABLETALK_DATA_DIR",
            "TABLETALK_JAVA_OPTIONS",
            "TABLETALK_STORE",
            "KAFKA_PROPERTIES_FILE",
            "CHROMA_TOKEN",
            "REDIS_PREFIX",
            "REDIS_CERTIFICATE");

    private final JsonNode compose = yaml("compose.yaml");

    @Test
    void everySettingOfTheServerAndTheWorkersExists() throws Exception {
        Set<String> settings = namesIn("src/main/resources/application.yml");

        for (String service : List.of("server", "worker")) {
            assertThat(service(service).get("build").asString()).isEqualTo(".");
            assertThat(settings)
                    .as(service)
                    .containsAll(service(service).get("environment").propertyNames());
        }
        assertThat(settings).containsAll(Set.of("TABLETALK_DATA_DIR", "TABLETALK_ADDRESS"));
    }

    @Test
    void whatAUserSetsReachesTheServerAndTheWorkers() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(
                readme.indexOf("| environment | default"), readme.indexOf("## For more than one machine"));
        Set<String> wanted = new TreeSet<>();
        Matcher names = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`").matcher(firstColumn(table));
        while (names.find()) {
            wanted.add(names.group(1));
        }
        namesIn("src/main/resources/application.yml").stream()
                .filter(name -> name.matches("(GEMINI|OPENAI|ANTHROPIC|OLLAMA|LMSTUDIO|OPENAI_COMPATIBLE|CUSTOM)_.*"))
                .forEach(wanted::add);
        wanted.removeAll(OF_NO_USE_IN_CONTAINERS);

        assertThat(wanted).contains("TABLETALK_API_KEY", "OLLAMA_MODEL", "CHUNK_SIZE");
        for (String service : List.of("server", "worker")) {
            assertThat(service(service).get("environment").propertyNames())
                    .as(service)
                    .containsAll(wanted);
        }
    }

    /// An empty value is a value, and would take the place of the default.
    @Test
    void whatAUserDoesNotSetKeepsItsDefault() {
        for (String service : List.of("server", "worker")) {
            for (JsonNode value : service(service).get("environment")) {
                assertThat(value.asString("")).as(service).doesNotContain(":-}");
            }
        }
    }

    @Test
    void aContainerThatIsStoppedHasTheTimeThatItsWorkMayTake() throws Exception {
        Matcher grace = Pattern.compile("(?m)^ *shutdown-grace: (\\d+)s$")
                .matcher(Files.readString(Path.of("src/main/resources/application.yml")));
        assertThat(grace.find()).isTrue();

        for (String service : List.of("server", "worker")) {
            String period = service(service).path("stop_grace_period").asString("10s");
            assertThat(Integer.parseInt(period.replace("s", "")))
                    .as(service)
                    .isGreaterThanOrEqualTo(2 * Integer.parseInt(grace.group(1)));
        }
    }

    private static String firstColumn(String table) {
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyAddressNamesAServiceAndItsPort() throws Exception {
        JsonNode environment = service("server").get("environment");

        assertThat(environment.get("KAFKA_BOOTSTRAP_SERVERS").asString()).isEqualTo("kafka:9092");
        assertThat(kafka("KAFKA_ADVERTISED_LISTENERS")).isEqualTo("PLAINTEXT://kafka:9092");
        assertThat(kafka("KAFKA_LISTENERS")).contains("PLAINTEXT://:9092");
        assertThat(environment.get("TABLETALK_STATE_URL").asString())
                .isEqualTo("jdbc:postgresql://postgres:5432/"
                        + service("postgres")
                                .get("environment")
                                .get("POSTGRES_DB")
                                .asString());
        assertThat(environment.get("TABLETALK_STATE_USERNAME"))
                .isEqualTo(service("postgres").get("environment").get("POSTGRES_USER"));
        assertThat(environment.get("TABLETALK_STATE_PASSWORD"))
                .isEqualTo(service("postgres").get("environment").get("POSTGRES_PASSWORD"));
        assertThat(environment.get("CHROMA_URL").asString()).isEqualTo("http://chroma:8000");
        assertThat(environment.get("REDIS_URL").asString()).isEqualTo("redis://redis:6379");
        assertThat(compose.get("services").propertyNames()).contains("kafka", "postgres", "chroma", "redis");
    }

    @Test
    void everyProcessThatIsWatchedIsAService() throws Exception {
        JsonNode scrape =
                yaml("deploy/prometheus/compose.yml").get("scrape_configs").get(0);

        assertThat(scrape.get("static_configs").get(0).get("targets").get(0).asString())
                .isEqualTo("server:" + PORT);
        assertThat(service("server")
                        .get("environment")
                        .get("TABLETALK_ALLOWED_HOSTS")
                        .asString())
                .startsWith("server$");
        assertThat(scrape.get("dns_sd_configs").get(0).get("names").get(0).asString())
                .isEqualTo("worker");
        assertThat(scrape.get("dns_sd_configs").get(0).get("port").asInt()).isEqualTo(PORT);
        assertThat(texts(service("worker").get("command"))).containsSubsequence("--port", "" + PORT);
        assertThat(yaml("deploy/grafana/provisioning/datasources/prometheus.yml")
                        .get("datasources")
                        .get(0)
                        .get("url")
                        .asString())
                .isEqualTo("http://prometheus:9090");
    }

    @Test
    void portsArePublishedOnThisMachineAlone() {
        for (String name : compose.get("services").propertyNames()) {
            for (String port : texts(service(name).path("ports"))) {
                assertThat(port).as(name).startsWith("127.0.0.1:");
            }
        }
        assertThat(texts(service("server").get("ports"))).containsExactly("127.0.0.1:%d:%d".formatted(PORT, PORT));
    }

    @Test
    void everyVolumeIsDeclaredAndEveryMountedFileIsThere() {
        Set<String> declared = Set.copyOf(compose.get("volumes").propertyNames());
        for (String name : compose.get("services").propertyNames()) {
            for (String volume : texts(service(name).path("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(Path.of(source)).as(name).exists();
                } else {
                    assertThat(declared).as(name).contains(source);
                }
            }
        }
    }

    @Test
    void everyServiceSaysWhetherItIsWellAndWaitsForThoseThatDo() throws Exception {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        for (String name : compose.get("services").propertyNames()) {
            JsonNode service = service(name);
            boolean checked =
                    service.has("healthcheck") || (service.has("build") && dockerfile.contains("HEALTHCHECK"));
            assertThat(checked).as(name).isTrue();
            assertThat(compose.get("services").propertyNames())
                    .as(name)
                    .containsAll(service.path("depends_on").propertyNames());
        }
    }

    @Test
    void theImageIsBuiltOfWhatIsThereAndRunsWithoutRights() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("Dockerfile"));

        for (String line : lines) {
            if (line.startsWith("COPY ") && !line.contains("--from=")) {
                String[] words = line.split(" ");
                for (int i = 1; i < words.length - 1; i++) {
                    assertThat(Path.of(words[i])).as(line).exists();
                }
            }
        }
        assertThat(lines).contains("USER tabletalk", "EXPOSE " + PORT);
        assertThat(lines.lastIndexOf("USER tabletalk"))
                .isLessThan(lines.indexOf(lines.stream()
                        .filter(line -> line.startsWith("ENTRYPOINT"))
                        .findFirst()
                        .orElseThrow()));
    }

    private JsonNode service(String name) {
        return compose.get("services").get(name);
    }

    private String kafka(String name) {
        return service("kafka").get("environment").get(name).asString();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    private static Set<String> namesIn(String file) throws IOException {
        Matcher names = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)").matcher(Files.readString(Path.of(file)));
        Set<String> found = new TreeSet<>();
        while (names.find()) {
            found.add(names.group(1));
        }
        return found;
    }

    private static JsonNode yaml(String file) {
        Map<String, Object> read =
                JsonMapper.shared().convertValue(NamedMetrics.yaml(Path.of(file)), new TypeReference<>() {});
        return JsonMapper.shared().valueToTree(read);
    }
}
