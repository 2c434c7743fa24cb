package io.tabletalk.pipeline;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How far a topic was followed.
///
/// @param topic names the topic as it was then; one that is deleted and made again has another name here
/// @param at    when it was followed so far
/// @param next  of each of its parts, the place of the first message that was not handled
public record TopicPosition(String topic, Instant at, Map<Integer, Long> next) {

    public TopicPosition {
        next = Map.copyOf(next);
    }

    /// What [#toString] has written.
    ///
    /// @throws IllegalArgumentException when it is anything else
    public static TopicPosition parse(String text) {
        try {
            String[] fields = text.split(" ", -1);
            Map<Integer, Long> next = new TreeMap<>();
            for (int i = 2; i < fields.length; i++) {
                String[] part = fields[i].split("=", 2);
                next.put(Integer.parseInt(part[0]), Long.parseLong(part[1]));
            }
            return new TopicPosition(fields[0], Instant.parse(fields[1]), next);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("No position in a topic: '" + text + "'", e);
        }
    }

    /// One line: the topic, the time, and each part with its place, such as `0=12`.
    @Override
    public String toString() {
        String parts = new TreeMap<>(next)
                .entrySet().stream()
                        .map(part -> " " + part.getKey() + "=" + part.getValue())
                        .collect(Collectors.joining());
        return topic + " " + at + parts;
    }
}
