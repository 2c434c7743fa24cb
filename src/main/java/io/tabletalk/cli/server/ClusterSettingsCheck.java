package io.tabletalk.cli.server;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/// Refuses at once what decides which parts there are: a wrong value would only show as a part that is missing.
final class ClusterSettingsCheck {

    private static final List<String> TRANSPORTS = List.of("local", "kafka");
    private static final List<String> ROLES = List.of("ingestion", "embedding", "index", "status");
    private static final Pattern BROKER = Pattern.compile(".*?\\[?[0-9a-zA-Z\\-%._:]+]?:[0-9]{1,5}");

    private ClusterSettingsCheck() {}

    /// @throws StartFailure naming the setting, its value, and what is allowed
    static void check(Environment environment) {
        String transport = environment.getProperty("tabletalk.pipeline.transport", "local");
        require(
                TRANSPORTS.contains(transport.toLowerCase(Locale.ROOT)),
                "TABLETALK_PIPELINE_TRANSPORT (tabletalk.pipeline.transport)",
                transport,
                "local or kafka");
        String roles = environment.getProperty("tabletalk.roles", "");
        require(
                parts(roles).allMatch(role -> role.isEmpty() || ROLES.contains(role.toLowerCase(Locale.ROOT))),
                "TABLETALK_ROLES (tabletalk.roles)",
                roles,
                String.join(", ", ROLES) + ", separated by commas, or empty for all");
        String brokers = environment.getProperty("tabletalk.pipeline.kafka.bootstrap-servers", "127.0.0.1:9092");
        require(
                !transport.equalsIgnoreCase("kafka")
                        || parts(brokers)
                                .allMatch(broker -> BROKER.matcher(broker).matches()),
                "KAFKA_BOOTSTRAP_SERVERS (tabletalk.pipeline.kafka.bootstrap-servers)",
                brokers,
                "host:port of some brokers, separated by commas");
    }

    private static Stream<String> parts(String list) {
        return Stream.of(list.split(",")).map(String::strip);
    }

    private static void require(boolean right, String setting, String value, String allowed) {
        if (!right) {
            throw new StartFailure(
                    "Tabletalk could not start. %s is '%s'. Allowed: %s.".formatted(setting, value, allowed));
        }
    }
}
