package io.tabletalk.chat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.chat.history.ChatHistory;
import io.tabletalk.chat.history.Conversations;
import io.tabletalk.chat.model.Cancellation;
import io.tabletalk.web.ApiException;
import jakarta.validation.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Chat", description = "Questions about the data, answered with sources.")
class ChatController {

    private static final Logger LOG = LoggerFactory.getLogger(ChatController.class);
    private static final String STREAM_EXAMPLE = """
            data: {"type":"sources","question":"Which films are about robots?","sources":[{"content":"…","number":1}]}

            data: {"type":"content","content":"Two films are about robots "}

            data: {"type":"content","content":"[1]."}

            data: {"type":"done","user_name":"ada","answer":{"state":"complete","model":"ollama llama3.2"}}

            data: [DONE]
            """;

    private final ChatService chat;
    private final RunningAnswers answers;
    private final Conversations conversations;
    private final ChatHistory history;
    private final RequestedSources sources;
    private final ChatSettings settings;
    private final JsonMapper json;

    ChatController(
            ChatService chat,
            RunningAnswers answers,
            Conversations conversations,
            ChatHistory history,
            RequestedSources sources,
            ChatSettings settings,
            JsonMapper json) {
        this.chat = chat;
        this.answers = answers;
        this.conversations = conversations;
        this.history = history;
        this.sources = sources;
        this.settings = settings;
        this.json = json;
    }

    @Operation(
            summary = "Ask, and get the whole answer",
            description = "When the model fails, the answer is 200 all the same, so that the sources found are not"
                    + " lost: `response` says what happened and `error_code` names it.")
    @PostMapping("/chat")
    ChatResponse ask(@Valid @RequestBody ChatRequest request) {
        ChatQuestion question = checked(request);
        CollectedAnswer answer = new CollectedAnswer();
        chat.answer(question, answer, new Cancellation());
        return answer.response(question.userName());
    }

    @Operation(
            summary = "Ask, and get the answer as it is made",
            description = "Server-sent events, each `data: {…}`: the sources first, then the pieces of the answer, then"
                    + " done or error, then `[DONE]`. Lines that begin with a colon are heartbeats.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, examples = @ExampleObject(STREAM_EXAMPLE)))
    @PostMapping("/chat/stream")
    ResponseEntity<ResponseBodyEmitter> stream(@Valid @RequestBody ChatRequest request) {
        ChatQuestion question = checked(request);
        String conversation = question.conversation();
        return conversation == null
                ? streamFor(question, request.wantsSteps())
                : follow(answers.start(conversation, question), request.wantsSteps());
    }

    @Operation(
            summary = "Read along with the answer under way in a conversation",
            description = "The same events as /chat/stream with include_steps, from the first one on. 204 when no"
                    + " answer is under way.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE))
    @GetMapping("/api/conversations/{id}/answer")
    ResponseEntity<ResponseBodyEmitter> resume(@PathVariable String id) {
        return answers.find(id)
                .map(log -> follow(log, true))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Operation(
            summary = "Stop the answer under way in a conversation",
            description = "What has come of it is kept as partial. Without one, nothing happens.")
    @DeleteMapping("/api/conversations/{id}/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable String id) {
        answers.stop(id);
    }

    /// Outside conversations nobody could read an answer again whose reader has gone: it ends with the connection.
    private ResponseEntity<ResponseBodyEmitter> streamFor(ChatQuestion question, boolean withSteps) {
        Cancellation cancellation = new Cancellation();
        EventStream events = new EventStream(json, withSteps, cancellation);
        Thread.ofVirtual().name("chat-stream").start(() -> run(question, events, cancellation));
        return response(events);
    }

    private ResponseEntity<ResponseBodyEmitter> follow(AnswerLog log, boolean withSteps) {
        Cancellation gone = new Cancellation();
        EventStream events = new EventStream(json, withSteps, gone);
        Thread.ofVirtual().name("chat-stream").start(() -> {
            try {
                log.follow(events, gone::isCancelled);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                events.finish();
            }
        });
        return response(events);
    }

    private ResponseEntity<ResponseBodyEmitter> response(EventStream events) {
        events.keepAlive(settings.heartbeat());
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noCache())
                .header("X-Accel-Buffering", "no") // proxies of the nginx kind would hold the events back
                .body(events.emitter());
    }

    private void run(ChatQuestion question, EventStream events, Cancellation cancellation) {
        try {
            chat.answer(question, events, cancellation);
        } catch (RuntimeException | Error e) {
            LOG.error("An answer failed unexpectedly", e);
            events.accept(ChatEvent.Failed.unexpectedly());
        } finally {
            events.finish();
        }
    }

    private ChatQuestion checked(ChatRequest request) {
        int length = request.message().length();
        if (length > settings.maxMessageCharacters()) {
            throw ApiException.invalid(
                    "message_too_long",
                    "message: has %d characters; at most %d are allowed."
                            .formatted(length, settings.maxMessageCharacters()));
        }
        ChatQuestion question = request.toQuestion();
        sources.requireKnown(request.sources());
        ChatQuestion known =
                question.conversation() == null ? question : inConversation(question, question.conversation());
        sources.awaitPosition(request.sources(), request.atLeast());
        return known;
    }

    private ChatQuestion inConversation(ChatQuestion question, String id) {
        boolean isOwn = conversations.find(id).stream()
                .anyMatch(found -> found.userName().equals(question.userName()));
        if (!isOwn) {
            throw ConversationController.notFound(id);
        }
        Long again = question.again();
        return again == null
                ? question
                : question.asked(history.question(id, again)
                        .orElseThrow(() -> ApiException.notFound(
                                "question_not_found", "There is no question " + again + " in this conversation.")));
    }
}
