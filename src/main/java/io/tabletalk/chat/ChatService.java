package io.tabletalk.chat;

import io.tabletalk.chat.Retrieval.Found;
import io.tabletalk.chat.answer.QuestionRewriter;
import io.tabletalk.chat.history.AnswerNote;
import io.tabletalk.chat.history.AnswerNote.State;
import io.tabletalk.chat.history.ChatHistory;
import io.tabletalk.chat.history.HistorySnippets;
import io.tabletalk.chat.history.Turn;
import io.tabletalk.chat.model.AnswerModel;
import io.tabletalk.chat.model.Cancellation;
import io.tabletalk.chat.model.CurrentModel;
import io.tabletalk.chat.model.ModelException;
import io.tabletalk.chat.model.ModelSwitch;
import io.tabletalk.embedding.EmbeddingException;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Answers questions. Safe for use by several threads; a call blocks the thread that makes it until all is said.
@Component
public class ChatService {

    private static final Logger LOG = LoggerFactory.getLogger(ChatService.class);

    private final ChatHistory history;
    private final HistorySnippets snippets;
    private final CurrentModel models;
    private final Retrieval retrieval;
    private final Answering answering;
    private final Recency recency;
    private final Gaps gaps;
    private final ChatSettings settings;
    private final ChatMetrics metrics;

    ChatService(
            ChatHistory history,
            HistorySnippets snippets,
            CurrentModel models,
            Retrieval retrieval,
            Answering answering,
            Recency recency,
            Gaps gaps,
            ChatSettings settings,
            ChatMetrics metrics) {
        this.history = history;
        this.snippets = snippets;
        this.models = models;
        this.retrieval = retrieval;
        this.answering = answering;
        this.recency = recency;
        this.gaps = gaps;
        this.settings = settings;
        this.metrics = metrics;
    }

    /// Answers a question and reports each event as it happens, on the calling thread. The last event is
    /// [ChatEvent.Done] or [ChatEvent.Failed]. What else is thrown has been kept as a failed answer.
    ///
    /// @param reader       must not throw; a reader who has gone away cancels instead
    /// @param cancellation ends the answer; what had come of it is kept
    public void answer(ChatQuestion question, Consumer<ChatEvent> reader, Cancellation cancellation) {
        long begin = System.nanoTime();
        Optional<AnswerModel> model = models.current();
        String provider = model.map(present -> present.provider().id()).orElse(ModelSwitch.EXTRACTIVE);
        TimedAnswer events = new TimedAnswer(metrics, provider, reader);

        // 1. What was said before.
        List<Turn> turns = question.includeHistory() ? lastTurns(question) : List.of();

        // 2. Keep the message, whatever becomes of the answer.
        long kept = question.again() != null
                ? question.again()
                : history.addQuestion(question.userName(), question.conversation(), question.message());

        try {
            answer(question, kept, turns, model, begin, events, cancellation);
        } catch (IndexException | EmbeddingException e) {
            LOG.error("The question could not be searched for", e);
            ChatEvent.Failed failed = e instanceof EmbeddingException
                    ? new ChatEvent.Failed(String.valueOf(e.getMessage()), "embedding_unavailable", null)
                    : new ChatEvent.Failed("The index cannot be read: " + e.getMessage(), "index_unavailable", null);
            keepFailure(kept, question, failed, model, begin);
            events.accept(failed);
        } catch (RuntimeException | Error e) {
            keepFailure(kept, question, ChatEvent.Failed.unexpectedly(), model, begin);
            events.failed();
            throw e;
        }
    }

    /// @param kept the number of the question
    private void answer(
            ChatQuestion question,
            long kept,
            List<Turn> turns,
            Optional<AnswerModel> model,
            long begin,
            Consumer<ChatEvent> events,
            Cancellation cancellation) {
        // 3. Make the question searchable by itself.
        events.accept(new ChatEvent.Step("rewriting"));
        List<String> searches =
                QuestionRewriter.searches(question.message(), turns, model, settings.rewriteTimeout(), cancellation);

        // 4. Find passages, and say what cannot be found yet.
        events.accept(new ChatEvent.Step("retrieving"));
        Gaps.Known missing = gaps.of(question::asks);
        Searched searched = search(searches, question);
        Found found = searched.found();

        // 5. Show them before the first word of the answer.
        ChatEvent.Sources sources = new ChatEvent.Sources(searched.text(), SourcePassage.of(found.hits()));
        events.accept(sources);

        // 6. Answer, and check what the answer cites.
        events.accept(new ChatEvent.Step("answering"));
        Draft draft = answering.answer(
                question,
                found,
                missing.beingRead(),
                turns,
                model,
                text -> events.accept(new ChatEvent.Content(text)),
                cancellation);

        // 7. Keep the answer, also one that was cut short.
        AnswerDetails details = details(draft, found.hits(), missing, begin);
        keep(kept, draft, sources, details);

        // 8. Say how it ended.
        events.accept(end(question, draft, details));
    }

    private record Searched(String text, Found found) {}

    /// The first search that finds something relevant, or the first of all.
    private Searched search(List<String> texts, ChatQuestion question) {
        Searched first = search(texts.getFirst(), question);
        if (answering.isRelevant(first.found())) {
            return first;
        }
        return texts.stream()
                .skip(1)
                .map(text -> search(text, question))
                .filter(searched -> answering.isRelevant(searched.found()))
                .findFirst()
                .orElse(first);
    }

    private Searched search(String text, ChatQuestion question) {
        return new Searched(text, retrieval.find(text, Mode.HYBRID, question.maxResults(), question.filter()));
    }

    private List<Turn> lastTurns(ChatQuestion question) {
        return history.lastTurns(
                question.userName(),
                question.conversation(),
                question.again(),
                settings.historyTurns(),
                settings.historyCharacters());
    }

    /// What a conversation needs to show an answer again as it was.
    record KeptAnswer(String question, List<SourcePassage> sources, AnswerDetails answer) {}

    private void keep(long question, Draft draft, ChatEvent.Sources sources, AnswerDetails details) {
        boolean nothingSaid = draft.text().isEmpty();
        String text = nothingSaid && draft.failure() != null ? apology(draft.failure()) : draft.text();
        KeptAnswer kept = new KeptAnswer(sources.question(), sources.sources(), details);
        history.addAnswer(
                question, text, new AnswerNote(draft.state(), draft.model(), references(sources.sources()), kept));
        forgetWhatIsGone(sources.sources());
    }

    /// What was deleted while the answer was written, before it was kept: whoever deletes later finds it in the
    /// history.
    private void forgetWhatIsGone(List<SourcePassage> passages) {
        try {
            List<DocumentKey> gone = retrieval.gone(passages.stream()
                    .map(passage -> new DocumentKey(new SourceId(passage.source()), passage.key()))
                    .distinct()
                    .toList());
            snippets.forgetDocuments(gone);
        } catch (IndexException e) {
            LOG.warn("Whether a document of an answer was deleted meanwhile is not known: {}", e.getMessage());
        }
    }

    /// A question that stays without an answer would look as if it were being answered for ever. What cannot be kept is
    /// logged: the failure itself is the news.
    private void keepFailure(
            long kept, ChatQuestion question, ChatEvent.Failed failed, Optional<AnswerModel> model, long begin) {
        String answeredBy = model.map(Answering::nameOf).orElse(ModelSwitch.EXTRACTIVE);
        Draft draft = new Draft(failed.error(), State.FAILED, answeredBy, null, List.of(), null);
        try {
            keep(
                    kept,
                    draft,
                    new ChatEvent.Sources(question.message(), List.of()),
                    details(draft, List.of(), Gaps.Known.NONE, begin));
        } catch (DataAccessException e) {
            LOG.error("A failed answer could not be kept", e);
        }
    }

    private static List<Map<String, Object>> references(List<SourcePassage> passages) {
        return passages.stream()
                .map(passage -> Map.<String, Object>of(
                        "number", passage.number(),
                        "source", passage.source(),
                        "key", passage.key(),
                        "title", passage.title()))
                .toList();
    }

    private AnswerDetails details(Draft draft, List<Hit> hits, Gaps.Known missing, long begin) {
        long milliseconds = (System.nanoTime() - begin) / 1_000_000;
        return new AnswerDetails(
                draft.state(),
                draft.model(),
                draft.refusal(),
                draft.citations(),
                recency.of(hits),
                missing.beingReadOrNull(),
                missing.notFollowedOrNull(),
                milliseconds);
    }

    private static ChatEvent end(ChatQuestion question, Draft draft, AnswerDetails details) {
        ModelException failure = draft.failure();
        return failure == null
                ? new ChatEvent.Done(question.userName(), details)
                : new ChatEvent.Failed(apology(failure), failure.kind().code(), details);
    }

    private static String apology(ModelException failure) {
        return "The answer could not be completed: " + failure.getMessage() + " The sources found are shown.";
    }
}
