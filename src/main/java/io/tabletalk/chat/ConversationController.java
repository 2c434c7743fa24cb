package io.tabletalk.chat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.chat.history.Conversation;
import io.tabletalk.chat.history.ConversationMessage;
import io.tabletalk.chat.history.Conversations;
import io.tabletalk.web.ApiException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/conversations")
@Tag(name = "Conversations", description = "Questions and answers that belong together, kept for their user.")
class ConversationController {

    private final Conversations conversations;
    private final RunningAnswers answers;

    ConversationController(Conversations conversations, RunningAnswers answers) {
        this.conversations = conversations;
        this.answers = answers;
    }

    record ConversationList(List<Conversation> conversations) {}

    /// @param messages  the last ones, oldest first
    /// @param answering whether an answer is under way; it can be followed at `…/answer`
    record ConversationView(Conversation conversation, List<ConversationMessage> messages, boolean answering) {}

    record NewConversation(
            @Schema(example = "ada")
            @NotNull
            @Pattern(regexp = ChatRequest.USER_NAME, message = ChatRequest.USER_NAME_FORM)
            String userName,

            @Schema(description = "Ask only these sources; all when missing") @Nullable @Size(max = 100)
            List<@NotBlank String> sources) {}

    record Changes(
            @Schema(example = "Robots")
            @Nullable
            @Pattern(regexp = "(?=.*\\S)[^\\p{Cntrl}]{1,120}", message = TITLE_FORM)
            String title,

            @Nullable @Size(max = 100) List<@NotBlank String> sources) {}

    private static final String TITLE_FORM = "must be 1 to 120 characters, not blank and without control characters";

    @GetMapping
    @Operation(summary = "A user's conversations, the one asked in last first")
    ConversationList list(
            @RequestParam("user_name") @Pattern(regexp = ChatRequest.USER_NAME, message = ChatRequest.USER_NAME_FORM)
                    String userName,
            @RequestParam(defaultValue = "") @Size(max = 200) String query,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1_000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        return new ConversationList(conversations.of(userName, query.strip(), limit, offset));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Begins a conversation", description = "Its first question gives it a title.")
    Conversation create(@Valid @RequestBody NewConversation request) {
        return conversations.create(request.userName(), request.sources() == null ? List.of() : request.sources());
    }

    @GetMapping("/{id}")
    @Operation(summary = "A conversation with its messages, and with each answer's passages and citations")
    ConversationView find(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1_000) int limit) {
        boolean answering = answers.find(id).isPresent(); // asked first: an answer that ends now is among the messages
        Conversation found = conversations.find(id).orElseThrow(() -> notFound(id));
        return new ConversationView(found, conversations.messages(id, after, limit), answering);
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Renames a conversation, or changes the sources it asks")
    Conversation change(@PathVariable String id, @Valid @RequestBody Changes changes) {
        return conversations.change(id, changes.title(), changes.sources()).orElseThrow(() -> notFound(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forgets a conversation with all that was said in it")
    void delete(@PathVariable String id) {
        answers.stop(id);
        if (!conversations.delete(id)) {
            throw notFound(id);
        }
    }

    static ApiException notFound(String id) {
        return ApiException.notFound("conversation_not_found", "There is no conversation '" + id + "'.");
    }
}
