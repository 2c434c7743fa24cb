package io.tabletalk.cli;

import io.tabletalk.cli.client.ApiFailure;
import io.tabletalk.cli.client.TabletalkClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a server says of its parts, and whether its sources can be reached.
record ServerExamination(TabletalkClient client) {

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> component :
                client.get("status").path("components").properties()) {
            findings.add(component(component.getKey(), component.getValue()));
        }
        for (JsonNode source : client.get("api/sources").path("sources")) {
            findings.add(source(source.path("name").asString("")));
        }
        return findings;
    }

    private static Finding component(String name, JsonNode component) {
        String message = component.path("message").asString("");
        return switch (component.path("status").asString("")) {
            case "up" -> Finding.good(name, message);
            case "degraded" -> Finding.note(name, message);
            default -> Finding.problem(name, message);
        };
    }

    /// Reading the schema connects, logs in and looks at the table or file.
    private Finding source(String name) {
        String subject = "source " + name;
        try {
            JsonNode schema = client.get("api/sources/" + SourceText.inPath(name) + "/schema");
            JsonNode rows = schema.path("estimated_rows");
            return Finding.good(
                    subject,
                    "can be read: %d fields%s"
                            .formatted(
                                    schema.path("fields").size(),
                                    rows.isNumber() ? ", about %,d rows".formatted(rows.asLong()) : ""));
        } catch (ApiFailure failure) {
            return Finding.problem(subject, failure.getMessage());
        }
    }
}
