package io.tabletalk.cli;

import tools.jackson.databind.JsonNode;

/// One answer of `/api/batches/{id}`: how far the reading of a source is.
record BatchProgress(JsonNode batch) {

    String id() {
        return text("id");
    }

    String source() {
        return text("source");
    }

    boolean isFinished() {
        return !text("status").equals("queued") && !text("status").equals("running");
    }

    /// Whether every document went in.
    boolean isComplete() {
        return text("status").equals("completed");
    }

    long failed() {
        return count("failed");
    }

    /// Documents that are as the index holds them, and those that are kept out of it.
    long skipped() {
        return count("skipped");
    }

    /// Why it does not go on; empty while it does.
    String stalled() {
        return text("stalled");
    }

    /// Shows the numbers as they are now. There is no share of the whole before its size is known.
    void show(ProgressLine line) {
        JsonNode total = batch.path("total");
        if (total.isNumber()) {
            line.show(count("applied") + count("skipped") + failed(), total.asLong());
        } else {
            line.show(text("status").equals("queued") ? "waiting" : text("phase"), count("read"));
        }
    }

    /// What came of it, in a sentence.
    String outcome() {
        StringBuilder text = new StringBuilder();
        text.append("%s: %s".formatted(text("status").replace('_', ' '), ProgressLine.documents(documents())));
        append(text, count("added"), "new");
        append(text, count("updated"), "changed");
        append(text, count("skipped"), "unchanged");
        append(text, count("deleted"), "deleted");
        append(text, failed(), "failed");
        appendSentence(text, text("error"));
        appendSentence(text, text("note"));
        return text.toString();
    }

    private static void appendSentence(StringBuilder text, String sentence) {
        if (!sentence.isEmpty()) {
            text.append(text.toString().endsWith(".") ? " " : ". ").append(sentence);
        }
    }

    private long documents() {
        return batch.path("total").isNumber() ? count("total") : count("read");
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", %,d %s".formatted(count, what));
        }
    }

    private long count(String field) {
        return batch.path(field).asLong(0);
    }

    private String text(String field) {
        JsonNode value = batch.path(field);
        return value.isString() ? value.asString() : "";
    }
}
