package io.tabletalk.chat.answer;

import java.util.Locale;

/// Why there is no answer.
public enum Refusal {
    /// Nothing in the data is about the question, as far as the search can tell.
    NOTHING_RELEVANT,
    /// There are passages about it, but they do not hold the answer. Only a model can tell.
    NOT_IN_PASSAGES;

    /// With these words, in lower case, a model says that the passages do not answer.
    static final String PHRASE = "the passages do not answer this";

    /// Does an answer say so itself?
    public static boolean isRefusal(String answer) {
        return answer.toLowerCase(Locale.ROOT).contains(PHRASE);
    }
}
