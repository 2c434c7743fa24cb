package io.tabletalk.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The metrics that the alert rules and the dashboard ask for.
final class NamedMetrics {

    /// What is no name of a metric: labels and their values, ranges, grouping, times.
    private static final Pattern NO_METRIC = Pattern.compile(
            "\\{[^}]*}|\\[[^\\]]*]|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)|\\boffset\\s+\\w+|\\b\\d[\\w.]*");

    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()\\b");

    private NamedMetrics() {}

    static Set<String> all() {
        Set<String> names = new TreeSet<>();
        expressions().forEach(expression -> names.addAll(in(expression)));
        names.remove("up"); // made by Prometheus itself
        return names;
    }

    static Set<String> in(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher found = METRIC.matcher(NO_METRIC.matcher(expression).replaceAll(" "));
        while (found.find()) {
            if (!isFunction(found)) {
                names.add(found.group());
            }
        }
        return names;
    }

    private static boolean isFunction(Matcher found) {
        return Set.of("sum", "max", "min", "and", "or", "unless").contains(found.group());
    }

    private static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        JsonNode rules = JsonMapper.shared().valueToTree(yaml(Path.of("deploy/prometheus/alerts.yml")));
        collect(rules, expressions);
        collect(JsonMapper.shared().readTree(Path.of("deploy/grafana/dashboards/tabletalk.json")), expressions);
        return expressions;
    }

    private static void collect(JsonNode node, List<String> expressions) {
        expressions.addAll(
                node.findValues("expr").stream().map(JsonNode::asString).toList());
    }

    static Object yaml(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
