package io.tabletalk.source.file;

import io.tabletalk.source.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Which files there were, with their sizes and times: enough to tell, without reading them, which have changed since.
///
/// @param states by the files' names
record FileStates(Map<String, String> states) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, String>> STATES = new TypeReference<>() {};

    /// The most files that are remembered; a larger folder is read whole each time.
    private static final int MOST = 50_000;

    /// A file that has just been changed may change again without its time showing it.
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /// Files that have not been changed just now; empty when there are too many.
    static Optional<FileStates> settled(List<SourceFile> files, Instant now) {
        long settled = TimeUnit.MILLISECONDS.toNanos(now.minus(SETTLED).toEpochMilli());
        return files.size() > MOST ? Optional.empty() : Optional.of(before(files, settled));
    }

    static FileStates of(List<SourceFile> files) {
        return before(files, Long.MAX_VALUE);
    }

    private static FileStates before(List<SourceFile> files, long modifiedNanos) {
        Map<String, String> states = new TreeMap<>();
        for (SourceFile file : files) {
            SourceFile.State state = file.state();
            if (state.modifiedNanos() < modifiedNanos) {
                states.put(file.name(), text(state));
            }
        }
        return new FileStates(states);
    }

    /// Reads back what [#text] has written; knows no file when it was written otherwise.
    static FileStates parse(String text) {
        try {
            return new FileStates(JSON.readValue(text, STATES));
        } catch (JacksonException e) {
            return new FileStates(Map.of());
        }
    }

    String text() {
        return JSON.writeValueAsString(states);
    }

    /// The parts whose file is as it was. A part that does not say how its keys begin cannot be told from the others by
    /// them, so it is among these only together with all.
    Set<Integer> unchanged(List<Split> parts, Function<Split, SourceFile> fileOf) {
        Set<Integer> unchanged = new HashSet<>();
        for (Split part : parts) {
            SourceFile file = fileOf.apply(part);
            if (text(file.state()).equals(states.get(file.name()))) {
                unchanged.add(part.number());
            }
        }
        if (unchanged.size() < parts.size()) {
            parts.stream().filter(part -> part.keyPrefix() == null).forEach(part -> unchanged.remove(part.number()));
        }
        return unchanged;
    }

    private static String text(SourceFile.State state) {
        return state.size() + "/" + state.modifiedNanos();
    }
}
