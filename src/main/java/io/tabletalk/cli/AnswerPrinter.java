package io.tabletalk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Shows the events of a streamed answer: its text as it comes, then the sources that it could cite.
final class AnswerPrinter {

    private final Terminal terminal;
    private final List<JsonNode> sources = new ArrayList<>();
    private final BoldText text;
    private boolean midLine;
    private boolean complete;
    private Optional<String> error = Optional.empty();
    private List<JsonNode> doubtful = List.of();
    private JsonNode answer = MissingNode.getInstance();

    AnswerPrinter(Terminal terminal) {
        this.terminal = terminal;
        this.text = new BoldText(terminal::bold);
    }

    void accept(JsonNode event) {
        switch (event.path("type").asString("")) {
            case "sources" -> event.path("sources").forEach(sources::add);
            case "content" -> show(text.accept(event.path("content").asString("")));
            case "done" -> {
                complete = true;
                answer = event.path("answer");
                doubtful = failedCitations(answer);
            }
            case "error" -> error = Optional.of(event.path("error").asString("The answer failed."));
            default -> {
                // Newer servers may send more kinds of event.
            }
        }
    }

    /// Ends the output. Returns whether the answer is complete.
    boolean finish() {
        show(text.rest());
        if (midLine) {
            terminal.line("");
        }
        doubtful.forEach(this::showDoubt);
        showSources();
        showHowCurrent();
        error.ifPresent(terminal::problem);
        if (!complete && error.isEmpty()) {
            terminal.problem("The connection ended before the answer was complete.");
        }
        return complete;
    }

    private void show(String content) {
        if (!content.isEmpty()) {
            terminal.print(content);
            midLine = !content.endsWith("\n");
        }
    }

    private void showDoubt(JsonNode citation) {
        terminal.line(
                "! Not borne out: “%s” %s".formatted(text(citation, "sentence").strip(), text(citation, "problem")));
    }

    private void showHowCurrent() {
        if (answer.path("as_of").isString()) {
            terminal.line(terminal.dim("  As of " + SourceText.time(text(answer, "as_of"))));
        }
        showGap("being_read", "Still being read, so something may be missing: ");
        showGap("not_followed", "Not followed at present, so changes since may be missing: ");
    }

    private void showGap(String field, String words) {
        List<String> names =
                answer.path(field).valueStream().map(name -> name.asString("")).toList();
        if (!names.isEmpty()) {
            terminal.line("");
            terminal.line("! " + words + String.join(", ", names));
        }
    }

    private void showSources() {
        if (sources.isEmpty()) {
            return;
        }
        terminal.line("");
        terminal.line(terminal.bold("Sources"));
        for (JsonNode source : sources) {
            terminal.line("  [%d] %s %s"
                    .formatted(source.path("number").asInt(0), name(source), terminal.dim(origin(source))));
        }
    }

    /// What the name leaves open: a row without a title has its place for a name.
    private static String origin(JsonNode source) {
        String place = place(source);
        String relevance =
                "relevance %.2f".formatted(source.path("relevance_score").asDouble(0));
        return place.equals(name(source)) ? relevance : place + " · " + relevance;
    }

    private static String name(JsonNode source) {
        String title = text(source, "title");
        return title.isEmpty() ? text(source, "key") : title;
    }

    /// Where a reader finds it: `orders.csv row 17`.
    private static String place(JsonNode source) {
        JsonNode place = source.path("place");
        String file = text(place, "file");
        String where = file.isEmpty() ? text(source, "source") + " " + text(source, "key") : file;
        if (place.has("page")) {
            where += " page " + place.path("page").asInt();
        }
        if (place.has("row")) {
            where += " row " + place.path("row").asLong();
        }
        return where;
    }

    private static List<JsonNode> failedCitations(JsonNode answer) {
        List<JsonNode> failed = new ArrayList<>();
        for (JsonNode citation : answer.path("citations")) {
            if (text(citation, "status").equalsIgnoreCase("failed")) {
                failed.add(citation);
            }
        }
        return failed;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
