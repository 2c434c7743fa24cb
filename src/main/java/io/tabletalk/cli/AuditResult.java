package io.tabletalk.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One answer of `/api/sources/{name}/audit`: what differs between a source and the index.
record AuditResult(JsonNode audit) {

    private static final int MOST_KEYS = 20;

    boolean isFinished() {
        return status().equals("completed") || status().equals("failed");
    }

    /// Whether source and index agree now.
    boolean agrees() {
        return status().equals("completed") && differing() == count("repaired") && count("unsettled") == 0;
    }

    List<String> lines(String source) {
        List<String> lines = new ArrayList<>();
        if (status().equals("failed")) {
            lines.add("%s  failed: %s".formatted(source, audit.path("error").asString("")));
            return lines;
        }
        lines.add("%s  %s: %s".formatted(source, ProgressLine.documents(count("documents")), outcome()));
        JsonNode keys = audit.path("keys");
        for (JsonNode finding : keys.valueStream().limit(MOST_KEYS).toList()) {
            lines.add("    %-8s  %s"
                    .formatted(
                            finding.path("problem").asString(""),
                            finding.path("key").asString("")));
        }
        long more = differing() - Math.min(keys.size(), MOST_KEYS);
        if (more > 0) {
            lines.add("    and %,d more".formatted(more));
        }
        return lines;
    }

    private String outcome() {
        List<String> parts = new ArrayList<>();
        add(parts, "missing");
        add(parts, "stale");
        add(parts, "orphaned");
        add(parts, "repaired");
        if (parts.isEmpty()) {
            parts.add("the index holds them all as they are");
        }
        if (count("unsettled") > 0) {
            parts.add("%,d changed meanwhile and could not be judged".formatted(count("unsettled")));
        }
        if (count("unreadable") > 0) {
            parts.add("%,d could not be read".formatted(count("unreadable")));
        }
        return String.join(", ", parts);
    }

    private void add(List<String> parts, String what) {
        if (count(what) > 0) {
            parts.add("%,d %s".formatted(count(what), what));
        }
    }

    private long differing() {
        return count("missing") + count("stale") + count("orphaned");
    }

    private long count(String field) {
        return audit.path(field).asLong(0);
    }

    private String status() {
        return audit.path("status").asString("");
    }
}
