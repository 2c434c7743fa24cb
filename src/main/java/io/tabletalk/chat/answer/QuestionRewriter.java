package io.tabletalk.chat.answer;

import io.tabletalk.chat.history.Turn;
import io.tabletalk.chat.model.AnswerModel;
import io.tabletalk.chat.model.Cancellation;
import io.tabletalk.chat.model.ModelException;
import io.tabletalk.chat.model.Prompt;
import io.tabletalk.chat.model.Prompt.Message;
import io.tabletalk.chat.model.Prompt.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a question that leans on the conversation searchable by itself. A question that seems to stand alone is left
/// as it is, which saves a model call.
public final class QuestionRewriter {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionRewriter.class);
    private static final int LONGEST = 500;
    private static final String INSTRUCTIONS = """
            Rewrite the user's last question so that it can be understood without the conversation: replace words such \
            as "it" or "those" by what they stand for. Keep its language. Reply with the question only.""";
    private static final Pattern LEANS = Pattern.compile(
            "\\b(it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|one|ones|there|then|former"
                    + "|latter|same|other|others|another|else|more|previous|above|again)\\b|^(and|or|but|so|also|what"
                    + " about|how about)\\b",
            Pattern.CASE_INSENSITIVE);

    private QuestionRewriter() {}

    /// What to search for: the first that finds something relevant. A question that leans on the conversation is made
    /// complete by the model or, without one and when it fails, searched for together with the question before it.
    /// One
    /// of a word or two may lean on the conversation or begin with something else: so it is searched for both ways.
    ///
    /// @param patience how long the model may take
    /// @return at least one
    public static List<String> searches(
            String question,
            List<Turn> turns,
            Optional<AnswerModel> model,
            Duration patience,
            Cancellation cancellation) {
        int words = LEANS.matcher(question).find() ? 0 : Stems.of(question).size();
        if (turns.isEmpty()
                || words > 0
                        && Stems.of(question).equals(Stems.of(turns.getLast().question()))) {
            return List.of(question);
        }
        Supplier<String> complete =
                () -> model.flatMap(rewriter -> ask(rewriter, question, turns, patience, cancellation))
                        .orElseGet(() -> together(question, turns));
        return switch (words) {
            case 0 -> List.of(complete.get());
            case 1 -> List.of(complete.get(), question);
            case 2 -> List.of(question, together(question, turns));
            default -> List.of(question);
        };
    }

    /// With the question before it; one that is asked again, with the question before the first time.
    private static String together(String question, List<Turn> turns) {
        return turns.reversed().stream()
                .map(Turn::question)
                .filter(before -> !before.equalsIgnoreCase(question))
                .findFirst()
                .map(before -> before + " " + question)
                .orElse(question);
    }

    private static Optional<String> ask(
            AnswerModel model, String question, List<Turn> turns, Duration patience, Cancellation cancellation) {
        List<Message> messages = new ArrayList<>();
        turns.forEach(turn -> {
            messages.add(new Message(Role.USER, turn.question()));
            messages.add(new Message(Role.ASSISTANT, turn.answer()));
        });
        messages.add(new Message(Role.USER, "Rewrite this question: " + question));
        StringBuilder rewritten = new StringBuilder();
        Cancellation impatience = new Cancellation();
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                .execute(impatience::cancel);
        try (var registration = cancellation.onCancel(impatience::cancel)) {
            model.generate(new Prompt(INSTRUCTIONS, messages), rewritten::append, impatience);
        } catch (ModelException e) {
            LOG.info("The question was not rewritten: {}", e.getMessage());
            return Optional.empty();
        }
        String text = rewritten.toString().strip();
        return text.isEmpty() || text.length() > LONGEST ? Optional.empty() : Optional.of(text);
    }
}
