package io.tabletalk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Field;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether the connectors in `deploy/connect` write what a source can be followed by, as far as that shows without a
/// cluster.
class ConnectorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "mongodb"})
    void everyConnectorWritesPlainJsonOfEveryOperationIntoOnePartition(String database) throws IOException {
        Map<String, String> settings = settings(database);

        assertThat(settings)
                .containsEntry("key.converter", "org.apache.kafka.connect.json.JsonConverter")
                .containsEntry("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .containsEntry("skipped.operations", "none")
                .containsEntry("topic.creation.default.partitions", "1")
                .containsEntry("topic.creation.default.cleanup.policy", "delete")
                .containsEntry("snapshot.mode", "no_data");
        assertThat(settings.get("connector.class")).startsWith("io.debezium.connector." + database + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "mongodb"})
    void noFileHoldsACredential(String database) throws IOException {
        settings(database).forEach((name, value) -> {
            if (name.endsWith("password")) {
                assertThat(value).isEqualTo("${env:SHOP_PASSWORD}");
            }
        });
    }

    @Test
    void everySettingForPostgresqlIsOneOfItsConnector() throws IOException {
        Set<String> known = StreamSupport.stream(PostgresConnectorConfig.ALL_FIELDS.spliterator(), false)
                .map(Field::name)
                .collect(Collectors.toSet());

        assertThat(settings("postgresql").keySet().stream()
                        .filter(name -> !name.startsWith("topic.creation."))
                        .filter(name -> !name.matches("(key|value)\\.converter.*|connector\\.class")))
                .isSubsetOf(known);
    }

    private static Map<String, String> settings(String database) throws IOException {
        JsonNode connector =
                JsonMapper.shared().readTree(Files.readString(Path.of("deploy", "connect", database + ".json")));
        return new TreeMap<>(
                JsonMapper.shared().convertValue(connector.get("config"), new TypeReference<Map<String, String>>() {}));
    }
}
