package io.tabletalk.chat.model;

import java.util.List;

/// What a model is asked.
///
/// @param instructions how to behave; sent as the system message
/// @param messages     the conversation, oldest first; user and assistant take turns and the last one is the user's
public record Prompt(String instructions, List<Message> messages) {

    public Prompt {
        messages = List.copyOf(messages);
    }

    /// One message of the conversation.
    public record Message(Role role, String text) {}

    /// Who says it.
    public enum Role {
        USER,
        ASSISTANT
    }
}
