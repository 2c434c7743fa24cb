package io.tabletalk.cli;

import java.util.function.UnaryOperator;

/// Shows what Markdown sets in bold as such, in text that arrives in pieces. Anything else of Markdown reads well as it
/// is. Marks that do not come in pairs within a line stay.
final class BoldText {

    private static final String MARK = "**";

    private final UnaryOperator<String> bold;
    private String held = "";

    /// @param bold makes a text bold, or leaves it where that cannot be
    BoldText(UnaryOperator<String> bold) {
        this.bold = bold;
    }

    /// Takes the next piece; returns what can be shown now.
    String accept(String piece) {
        held += piece;
        StringBuilder shown = new StringBuilder();
        int begin = held.indexOf(MARK);
        while (begin >= 0 && isDecided(begin)) {
            int end = closing(begin);
            shown.append(held, 0, begin);
            if (end < 0) {
                shown.append(MARK);
                held = held.substring(begin + MARK.length());
            } else {
                shown.append(bold.apply(held.substring(begin + MARK.length(), end)));
                held = held.substring(end + MARK.length());
            }
            begin = held.indexOf(MARK);
        }
        int sure = begin >= 0 ? begin : held.endsWith("*") ? held.length() - 1 : held.length();
        shown.append(held, 0, sure);
        held = held.substring(sure);
        return shown.toString();
    }

    /// What was held back, when nothing more comes.
    String rest() {
        String rest = held;
        held = "";
        return rest;
    }

    /// Whether enough has come to tell what a mark is.
    private boolean isDecided(int begin) {
        int first = begin + MARK.length();
        boolean opens = first >= held.length() || !Character.isWhitespace(held.charAt(first));
        return !opens || held.indexOf('\n', begin) >= 0 || closing(begin) >= 0;
    }

    /// The closing mark of the same line, right behind a letter as the opening one is right before one; or -1.
    private int closing(int begin) {
        int first = begin + MARK.length();
        int end = held.indexOf(MARK, first + 1);
        int line = held.indexOf('\n', begin);
        boolean isPair = end > 0
                && (line < 0 || end < line)
                && !Character.isWhitespace(held.charAt(first))
                && !Character.isWhitespace(held.charAt(end - 1));
        return isPair ? end : -1;
    }
}
