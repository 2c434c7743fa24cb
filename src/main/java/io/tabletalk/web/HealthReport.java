package io.tabletalk.web;

import io.tabletalk.health.Health;
import io.tabletalk.health.Health.State;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/// How all components are, by name.
record HealthReport(Map<String, Health> components) {

    /// The worst of all states; without any component, [State#UP].
    State state() {
        return components.values().stream()
                .map(Health::state)
                .max(Comparator.naturalOrder())
                .orElse(State.UP);
    }

    /// One word for the whole service.
    String status() {
        return switch (state()) {
            case UP -> "healthy";
            case DEGRADED -> "degraded";
            case DOWN -> "unhealthy";
        };
    }

    /// One sentence: what does not work, by name.
    String message() {
        return switch (state()) {
            case UP -> "Everything works.";
            case DEGRADED -> "The service works; not at their best are: " + namesNotUp() + ".";
            case DOWN -> "The service does not work; in trouble are: " + namesNotUp() + ".";
        };
    }

    private String namesNotUp() {
        return components.entrySet().stream()
                .filter(component -> !component.getValue().isUp())
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
