package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// What a server says of its parts, and whether its sources can be reached.
record ServerExamination(TabletalkClient client) {

    /// Reports each finding as soon as it is there, on the calling thread. The sources are tried all at once: one that
    /// does not answer takes its time.
    ///
    /// @param status what the server says at `/status`
    void examine(JsonNode status, Consumer<Finding> report) throws InterruptedException {
        for (Map.Entry<String, JsonNode> component : status.path("components").properties()) {
            report.accept(component(component.getKey(), component.getValue()));
        }
        BlockingQueue<Finding> found = new LinkedBlockingQueue<>();
        int sources = 0;
        for (JsonNode source : client.get("api/sources").path("sources")) {
            String name = source.path("name").asString("");
            Thread.ofVirtual().name("doctor-" + name).start(() -> found.add(source(source)));
            sources++;
        }
        for (int reported = 0; reported < sources; reported++) {
            report.accept(found.take());
        }
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
    private Finding source(JsonNode source) {
        String name = source.path("name").asString("");
        String subject = "source " + name;
        try {
            JsonNode schema = client.get("api/sources/" + SourceText.inPath(name) + "/schema");
            JsonNode rows = schema.path("estimated_rows");
            String readable = "can be read: "
                    + SourceText.count(schema.path("fields").size(), "field")
                    + (rows.isNumber() ? ", about " + SourceText.count(rows.asLong(), "row") : "");
            String lastRead = SourceText.lastReadInWords(source);
            return lastRead.isEmpty()
                    ? Finding.good(subject, readable)
                    : Finding.note(
                            subject,
                            readable + ".\nIts last read " + lastRead
                                    + "\nMend that, and read it again. Details: ./tabletalk sources show " + name);
        } catch (RuntimeException failure) { // whatever it is, the others are waited for
            return Finding.problem(subject, String.valueOf(failure.getMessage()));
        }
    }
}
