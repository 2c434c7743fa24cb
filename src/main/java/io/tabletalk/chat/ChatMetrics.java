package io.tabletalk.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tabletalk.index.SearchQuery.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/// How long searches and answers take.
@Component
class ChatMetrics {

    private static final Duration[] SEARCH_LIMITS = milliseconds(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000);
    private static final Duration[] ANSWER_LIMITS =
            milliseconds(10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000);

    private final MeterRegistry registry;
    private final Map<Mode, Timer> searches = new EnumMap<>(Mode.class);

    ChatMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Mode mode : Mode.values()) {
            searches.put(
                    mode,
                    Timer.builder("tabletalk.search")
                            .description("Searches of the index, with the embedding of the question")
                            .tag("mode", lower(mode))
                            .serviceLevelObjectives(SEARCH_LIMITS)
                            .register(registry));
        }
    }

    void searched(Mode mode, Duration duration) {
        Timer timer = searches.get(mode);
        if (timer != null) {
            timer.record(duration);
        }
    }

    /// @param provider of the model that answers, or that there is none
    void firstToken(String provider, Duration duration) {
        Timer.builder("tabletalk.chat.first.token")
                .description("From the question to the first piece of its answer")
                .tag("provider", provider)
                .serviceLevelObjectives(ANSWER_LIMITS)
                .register(registry)
                .record(duration);
    }

    /// @param state how the answer ended, such as `complete`
    void answered(String provider, String state, Duration duration) {
        Timer.builder("tabletalk.chat.answer")
                .description("From the question to the end of its answer")
                .tag("provider", provider)
                .tag("state", state)
                .serviceLevelObjectives(ANSWER_LIMITS)
                .register(registry)
                .record(duration);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] milliseconds(long... limits) {
        return Arrays.stream(limits).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
