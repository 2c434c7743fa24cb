package io.tabletalk.chat.history;

/// A question and the answer it got.
public record Turn(String question, String answer) {

    int length() {
        return question.length() + answer.length();
    }
}
