package io.tabletalk.embedding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Texts that go through the model together.
///
/// @param texts of about the same length, longest first
record ModelCall(List<NumberedText> texts) {

    /// @param number where the text stands among those its owner asked for
    /// @param ids    its tokens
    record NumberedText(int number, long[] ids) {}

    /// Groups texts by length, so that little padding is computed.
    ///
    /// @param tokens the most that a call has, padding included; a longer text gets a call of its own
    static List<ModelCall> group(List<NumberedText> texts, int tokens) {
        List<NumberedText> sorted = new ArrayList<>(texts);
        sorted.sort(Comparator.comparingInt((NumberedText text) -> text.ids().length)
                .reversed());
        List<ModelCall> calls = new ArrayList<>();
        for (int from = 0; from < sorted.size(); ) {
            int fitting = Math.max(1, tokens / sorted.get(from).ids().length);
            int to = Math.min(from + fitting, sorted.size());
            calls.add(new ModelCall(List.copyOf(sorted.subList(from, to))));
            from = to;
        }
        return calls;
    }

    List<long[]> ids() {
        return texts.stream().map(NumberedText::ids).toList();
    }
}
