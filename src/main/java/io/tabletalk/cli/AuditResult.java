package io.tabletalk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// One answer of `/api/sources/{name}/audit`: what differs between a source and the index.
record AuditResult(JsonNode audit) {

    private static final int MOST_KEYS = 20;

    boolean isFinished() {
        return status().equals("completed") || status().equals("failed");
    }

    /// Whether source and index agree now, as far as all parts of the source and all the index holds could be judged.
    boolean agrees() {
        return status().equals("completed")
                && differing() == count("repaired")
                && count("unsettled") == 0
                && count("kept") == 0
                && count("unread_parts") == 0;
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
        long more = differing() + count("kept") - Math.min(keys.size(), MOST_KEYS);
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
        if (count("excluded") > 0) {
            parts.add(plural(
                    "excluded", "%,d kept out since it was deleted here", "%,d kept out since they were deleted here"));
        }
        if (count("duplicates") > 0) {
            parts.add(plural("duplicates", "%,d record has the key of another", "%,d records have the key of another"));
        }
        if (count("unsettled") > 0) {
            parts.add("%,d changed meanwhile and could not be judged".formatted(count("unsettled")));
        }
        String unread = unread();
        if (count("kept") > 0) {
            parts.add(plural(
                            "kept",
                            "%,d in the index was not found in the source and is kept, since ",
                            "%,d in the index were not found in the source and are kept, since ")
                    + unread);
        } else if (!unread.isEmpty()) {
            parts.add(unread);
        }
        return String.join(", ", parts);
    }

    /// What could not be read and why; empty when all could.
    private String unread() {
        List<String> what = new ArrayList<>();
        if (count("unreadable") > 0) {
            what.add(plural("unreadable", "%,d record", "%,d records"));
        }
        if (count("unread_parts") > 0) {
            what.add(plural("unread_parts", "%,d part", "%,d parts"));
        }
        if (what.isEmpty()) {
            return "";
        }
        JsonNode reasons = audit.path("unread_reasons");
        String why = reasons.valueStream().map(reason -> reason.asString("")).collect(Collectors.joining("; "));
        String more = count("unread_parts") > reasons.size() ? "; …" : "";
        return String.join(" and ", what) + " could not be read" + (why.isEmpty() ? "" : ": " + why + more);
    }

    private String plural(String field, String one, String many) {
        return (count(field) == 1 ? one : many).formatted(count(field));
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
