package io.tabletalk.chat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tabletalk.chat.answer.TestAnswerers;
import io.tabletalk.chat.history.ChatHistory;
import io.tabletalk.chat.history.HistorySnippets;
import io.tabletalk.chat.history.TestHistories;
import io.tabletalk.chat.model.AnswerModel;
import io.tabletalk.chat.model.Cancellation;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.retrieval.Reranking;
import io.tabletalk.testing.StateDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A chat service on a test's index, with the default settings.
final class TestChat {

    private static final ChatSettings SETTINGS = new ChatSettings(
            32_000, 6, 8_000, 16_000, 0.11, false, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final ChatMetrics metrics = new ChatMetrics(new SimpleMeterRegistry());
    private final ChatHistory history;
    private final HistorySnippets snippets;
    private final Retrieval retrieval;
    private final Answering answering;
    private List<SourceId> beingRead = List.of();

    TestChat(StateDatabase database, KnowledgeIndex index) {
        WordVectors vectors = new WordVectors();
        history = TestHistories.in(database);
        snippets = TestHistories.snippets(database);
        retrieval = new Retrieval(vectors, index, Reranking.OFF.open(vectors, index), metrics);
        answering = new Answering(TestAnswerers.extractive(vectors), retrieval, SETTINGS);
    }

    ChatQuestion question(String message, boolean includeHistory) {
        return new ChatQuestion("ada", null, null, message, 5, includeHistory, Set.of(), Optional.empty());
    }

    /// From now on these sources are not read to their end.
    void read(SourceId... sources) {
        beingRead = List.of(sources);
    }

    /// @param model null for none
    void answer(
            ChatQuestion question, @Nullable AnswerModel model, Consumer<ChatEvent> events, Cancellation cancellation) {
        service(model).answer(question, events, cancellation);
    }

    /// @param model null for none
    ChatService service(@Nullable AnswerModel model) {
        return new ChatService(
                history,
                snippets,
                () -> Optional.ofNullable(model),
                retrieval,
                answering,
                source -> null,
                new Gaps(() -> beingRead, new Unfollowed()),
                SETTINGS,
                metrics);
    }

    ChatHistory history() {
        return history;
    }
}
