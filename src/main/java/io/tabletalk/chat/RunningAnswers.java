package io.tabletalk.chat;

import io.tabletalk.chat.model.Cancellation;
import io.tabletalk.web.ApiException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// The answers under way in conversations, one in each at most. They go on when their reader leaves, who may come back
/// and read along; only [#stop] ends them early.
@Component
class RunningAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(RunningAnswers.class);

    private final ChatService chat;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    RunningAnswers(ChatService chat) {
        this.chat = chat;
    }

    private record Running(AnswerLog log, Cancellation cancellation) {}

    /// Begins to answer a question of a conversation.
    ///
    /// @throws ApiException 409 when the conversation is being answered already
    AnswerLog start(String conversation, ChatQuestion question) {
        Running started = new Running(new AnswerLog(), new Cancellation());
        if (running.putIfAbsent(conversation, started) != null) {
            throw new ApiException(
                    HttpStatus.CONFLICT,
                    "answer_running",
                    "A question of this conversation is being answered; wait for the answer, or stop it.");
        }
        Thread.ofVirtual().name("chat-answer").start(() -> run(conversation, question, started));
        return started.log();
    }

    Optional<AnswerLog> find(String conversation) {
        return Optional.ofNullable(running.get(conversation)).map(Running::log);
    }

    /// Returns whether there was an answer to stop. What has come of it is kept.
    boolean stop(String conversation) {
        Running found = running.get(conversation);
        if (found != null) {
            found.cancellation().cancel();
        }
        return found != null;
    }

    private void run(String conversation, ChatQuestion question, Running started) {
        try {
            chat.answer(question, started.log(), started.cancellation());
        } catch (RuntimeException | Error e) {
            LOG.error("An answer failed unexpectedly", e);
            started.log().accept(ChatEvent.Failed.unexpectedly());
        } finally {
            running.remove(conversation); // before its readers hear of the end: they may ask the next question at once
            started.log().end();
        }
    }
}
