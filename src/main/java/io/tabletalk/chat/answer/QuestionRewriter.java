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
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a question that leans on the conversation searchable by itself. A question that seems to stand alone is left
/// as it is, which saves a model call.
public final class QuestionRewriter {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionRewriter.class);
    private static final int LONGEST = 500;
    private static final int FEW_WORDS = 3;
    private static final String INSTRUCTIONS = """
            Rewrite the user's last question so that it can be understood without the conversation: replace words such \
            as "it" or "those" by what they stand for. Keep its language. Reply with the question only.""";
    private static final Pattern LEANS = Pattern.compile(
            "\\b(it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|one|ones|there|then|former"
                    + "|latter|same|other|others|another|else|more|previous|above|again)\\b|^(and|or|but|so|also|what"
                    + " about|how about)\\b",
            Pattern.CASE_INSENSITIVE);

    private QuestionRewriter() {}

    /// What to search for. Without a model, or when it fails, a question that leans on the conversation is searched
    /// together with the one before it.
    ///
    /// @param patience how long the model may take
    public static String rewrite(
            String question,
            List<Turn> turns,
            Optional<AnswerModel> model,
            Duration patience,
            Cancellation cancellation) {
        if (turns.isEmpty() || !leansOnConversation(question)) {
            return question;
        }
        String together = turns.getLast().question() + " " + question;
        return model.flatMap(rewriter -> ask(rewriter, question, turns, patience, cancellation))
                .orElse(together);
    }

    static boolean leansOnConversation(String question) {
        return LEANS.matcher(question).find() || Stems.of(question).size() < FEW_WORDS;
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
