package io.tabletalk.pipeline;

import io.tabletalk.pipeline.Stage.Subject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.MDC;

/// Says in every line that is logged meanwhile what the calling thread works on: the stage, and batch, source and
/// document key as far as all messages share them. Only logs in JSON show it.
final class WorkContext implements AutoCloseable {

    private static final String STAGE = "stage";
    private static final String BATCH = "batch";
    private static final String SOURCE = "source";
    private static final String KEY = "document_key";

    private WorkContext() {}

    static <M> WorkContext of(Stage<M> stage, List<M> messages) {
        List<Subject> subjects = messages.stream().map(stage::subject).toList();
        MDC.put(STAGE, stage.name());
        putIfShared(BATCH, subjects, Subject::batch);
        putIfShared(SOURCE, subjects, Subject::source);
        putIfShared(KEY, subjects, Subject::key);
        return new WorkContext();
    }

    private static void putIfShared(String name, List<Subject> subjects, Function<Subject, String> value) {
        List<String> different =
                subjects.stream().map(value).distinct().limit(2).toList();
        if (different.size() == 1) {
            MDC.put(name, different.getFirst());
        }
    }

    @Override
    public void close() {
        Stream.of(STAGE, BATCH, SOURCE, KEY).forEach(MDC::remove);
    }
}
