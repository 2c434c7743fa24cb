package io.tabletalk.chat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.chat.history.ChatHistory;
import io.tabletalk.chat.history.HistoryMessage;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/chat/history/{user_name}")
@Tag(name = "Chat")
class HistoryController {

    private final ChatHistory history;

    HistoryController(ChatHistory history) {
        this.history = history;
    }

    record History(@Schema(example = "ada") String userName, List<HistoryMessage> history) {}

    record Deleted(
            @Schema(example = "4 messages of ada deleted.") String message) {}

    @Operation(summary = "A user's last messages, oldest first")
    @GetMapping
    History latest(
            @PathVariable("user_name") @Pattern(regexp = ChatRequest.USER_NAME, message = ChatRequest.USER_NAME_FORM)
                    String userName,
            @RequestParam(name = "limit", defaultValue = "10") @Min(1) @Max(1_000) int limit) {
        return new History(userName, history.latest(userName, limit));
    }

    @Operation(summary = "Forget all of a user's messages")
    @DeleteMapping
    Deleted delete(
            @PathVariable("user_name") @Pattern(regexp = ChatRequest.USER_NAME, message = ChatRequest.USER_NAME_FORM)
                    String userName) {
        int deleted = history.delete(userName);
        return new Deleted(deleted + (deleted == 1 ? " message of " : " messages of ") + userName + " deleted.");
    }
}
