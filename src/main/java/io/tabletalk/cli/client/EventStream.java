package io.tabletalk.cli.client;

import java.util.Iterator;
import java.util.function.Consumer;

/// Reads server-sent events (WHATWG HTML, "Server-sent events"): the `data` of each, other fields and comments left
/// out.
final class EventStream {

    /// What the server sends after the last event.
    private static final String END = "[DONE]";

    private EventStream() {}

    /// Reads to the end of the stream. An event that the connection cut in the middle is dropped, as the standard says.
    static void read(Iterator<String> lines, Consumer<String> onData) {
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("data:")) {
                data.append(value(line)).append('\n');
            } else if (line.isEmpty() && !data.isEmpty()) {
                String event = data.substring(0, data.length() - 1);
                data.setLength(0);
                if (event.equals(END)) {
                    return;
                }
                onData.accept(event);
            }
        }
    }

    private static String value(String line) {
        String value = line.substring("data:".length());
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
