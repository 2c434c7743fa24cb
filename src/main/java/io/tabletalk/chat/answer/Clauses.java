package io.tabletalk.chat.answer;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Takes apart a question that asks for several things, such as "Why was it stolen, and what has changed since?". What
/// is not in English, or joined otherwise, stays one question.
final class Clauses {

    private static final int MOST = 3;

    private static final Pattern JOINT = Pattern.compile(
            "\\?\\s+|[,;]?\\s+(?:and|or|but)\\s+(?=(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|does|do|did|has"
                    + "|have|can)\\b)",
            Pattern.CASE_INSENSITIVE);

    private Clauses() {}

    /// The clauses that have words to look for, at least one and at most three.
    static List<String> of(String question) {
        List<String> clauses = Arrays.stream(JOINT.split(question))
                .map(String::strip)
                .filter(clause -> !Stems.of(clause).isEmpty())
                .toList();
        return clauses.size() < 2 || clauses.size() > MOST ? List.of(question) : clauses;
    }
}
