package io.tabletalk.chat;

import io.tabletalk.chat.Retrieval.Found;
import io.tabletalk.chat.answer.AskedCodes;
import io.tabletalk.chat.answer.Citation;
import io.tabletalk.chat.answer.CitationCheck;
import io.tabletalk.chat.answer.ExtractiveAnswerer;
import io.tabletalk.chat.answer.PromptBuilder;
import io.tabletalk.chat.answer.Refusal;
import io.tabletalk.chat.history.AnswerNote.State;
import io.tabletalk.chat.history.Turn;
import io.tabletalk.chat.model.AnswerModel;
import io.tabletalk.chat.model.AnswerModel.Finish;
import io.tabletalk.chat.model.Cancellation;
import io.tabletalk.chat.model.ModelException;
import io.tabletalk.chat.model.ModelSwitch;
import io.tabletalk.chat.model.Prompt;
import io.tabletalk.index.Hit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the answer from the passages: by the model in use, by quoting when there is none, or by saying that there is
/// nothing to answer from.
@Component
class Answering {

    private static final String NO_DATA = "There is no data yet: add a source, and ask again.";
    private static final String NOTHING_RELEVANT =
            "Nothing in the data seems to be about this. Other words may find it, or the data is not here.";

    private static final String NOTHING_YET =
            "Nothing found so far seems to be about this. Still being read: %s. Ask again when that is done.";

    private static final String NOT_MENTIONED = "Nothing that was found mentions **%s**. What comes nearest:";

    /// By how much the score that is worth quoting rises when the index grows tenfold.
    private static final double GROWTH = 0.042;

    private final ExtractiveAnswerer extractive;
    private final Retrieval retrieval;
    private final ChatSettings settings;

    Answering(ExtractiveAnswerer extractive, Retrieval retrieval, ChatSettings settings) {
        this.extractive = extractive;
        this.retrieval = retrieval;
        this.settings = settings;
    }

    /// Never throws a [ModelException]: a failure is part of the draft, with the text that had come.
    ///
    /// @param beingRead the sources asked that had not been read to their end when the passages were looked for
    /// @param model  empty to quote
    /// @param onText takes each piece of the answer
    Draft answer(
            ChatQuestion question,
            Found found,
            List<String> beingRead,
            List<Turn> turns,
            Optional<AnswerModel> model,
            Consumer<String> onText,
            Cancellation cancellation) {
        boolean outside = settings.answerFromOutsideData() && model.isPresent();
        if (found.hits().isEmpty() && !outside) {
            return refuse(beingRead, model, onText);
        }
        return model.map(present -> generate(question, found.hits(), turns, present, onText, cancellation))
                .orElseGet(() -> quote(question, found, beingRead, onText));
    }

    /// Whether the best passage of the search has to do with what was searched for.
    boolean isRelevant(Found found) {
        return !found.hits().isEmpty() && found.best() >= leastRelevant();
    }

    private Draft refuse(List<String> beingRead, Optional<AnswerModel> model, Consumer<String> onText) {
        String text = beingRead.isEmpty()
                ? retrieval.passages() > 0 ? NOTHING_RELEVANT : NO_DATA
                : NOTHING_YET.formatted(String.join(", ", beingRead));
        onText.accept(text);
        String answeredBy = model.map(Answering::nameOf).orElse(ModelSwitch.EXTRACTIVE);
        return new Draft(text, State.COMPLETE, answeredBy, Refusal.NOTHING_RELEVANT, List.of(), null);
    }

    private Draft quote(ChatQuestion question, Found found, List<String> beingRead, Consumer<String> onText) {
        List<String> quotes =
                isRelevant(found) ? extractive.quote(question.message(), found.vector(), found.hits()) : List.of();
        if (quotes.isEmpty()) {
            return refuse(beingRead, Optional.empty(), onText);
        }
        String missing = missing(question, found.hits());
        if (!missing.isEmpty()) {
            onText.accept(missing);
        }
        quotes.forEach(quote -> onText.accept(quote + "\n\n"));
        onText.accept(ExtractiveAnswerer.NOTE);
        String quoted = String.join("\n\n", quotes);
        return new Draft(
                missing + quoted + "\n\n" + ExtractiveAnswerer.NOTE,
                State.COMPLETE,
                ModelSwitch.EXTRACTIVE,
                null,
                CitationCheck.checkWhole(quotes, found.hits()),
                null);
    }

    /// A model is told to look; a quotation about bicycle 9 would stand there as the answer to a question about 999.
    private static String missing(ChatQuestion question, List<Hit> hits) {
        List<String> codes = AskedCodes.missingFrom(hits, question.message());
        return codes.isEmpty() ? "" : NOT_MENTIONED.formatted(String.join("** or **", codes)) + "\n\n";
    }

    // The best score among passages about something else grows with their number, because one of many is near by
    // chance. Measured on 300 questions of SQuAD 1.1, each with and without its article among the passages, this line
    // refuses among 5 passages 98 % of the questions whose article is missing and 1 % of the others; among 30 95 and
    // 1.7 %, among 200 88 and 1.7 %, among 2,000 77 and 3.3 %.
    private double leastRelevant() {
        return settings.minRelevance() + GROWTH * Math.log10(Math.max(1, retrieval.passages()));
    }

    private Draft generate(
            ChatQuestion question,
            List<Hit> hits,
            List<Turn> turns,
            AnswerModel model,
            Consumer<String> onText,
            Cancellation cancellation) {
        List<Hit> passages = PromptBuilder.withinBudget(hits, settings.passageCharacters());
        Prompt prompt = PromptBuilder.build(question.message(), passages, turns, settings.answerFromOutsideData());
        StringBuilder text = new StringBuilder();
        try {
            Finish finish = model.generate(prompt, onText.andThen(text::append), cancellation);
            State state = finish == Finish.COMPLETE ? State.COMPLETE : State.TRUNCATED;
            return draft(text.toString(), state, model, passages, null);
        } catch (ModelException e) {
            State state = text.isEmpty() ? State.FAILED : State.PARTIAL;
            return draft(text.toString(), state, model, passages, e);
        }
    }

    private static Draft draft(
            String text, State state, AnswerModel model, List<Hit> passages, @Nullable ModelException failure) {
        Refusal refusal = Refusal.isRefusal(text) ? Refusal.NOT_IN_PASSAGES : null;
        List<Citation> citations = CitationCheck.check(text, passages);
        return new Draft(
                text, state, nameOf(model), refusal, isStopped(failure) ? cited(citations) : citations, failure);
    }

    private static boolean isStopped(@Nullable ModelException failure) {
        return failure != null && failure.kind() == ModelException.Kind.CANCELLED;
    }

    /// Whoever stops an answer has not let it say where its last sentences are from.
    private static List<Citation> cited(List<Citation> citations) {
        return citations.stream()
                .filter(citation -> citation.status() != Citation.Status.UNCITED)
                .toList();
    }

    static String nameOf(AnswerModel model) {
        return model.provider().id() + " " + model.model();
    }
}
