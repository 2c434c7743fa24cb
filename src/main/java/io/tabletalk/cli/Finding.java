package io.tabletalk.cli;

/// What `doctor` found of one thing.
///
/// @param message what is the case and, unless it is [State#GOOD], what to do
record Finding(String subject, State state, String message) {

    enum State {
        GOOD("✓"),
        /// Works in part, or is worth knowing.
        NOTE("!"),
        /// Does not work.
        PROBLEM("✗");

        private final String sign;

        State(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    static Finding good(String subject, String message) {
        return new Finding(subject, State.GOOD, message);
    }

    static Finding note(String subject, String message) {
        return new Finding(subject, State.NOTE, message);
    }

    static Finding problem(String subject, String message) {
        return new Finding(subject, State.PROBLEM, message);
    }

    boolean isNote() {
        return state == State.NOTE;
    }

    boolean isProblem() {
        return state == State.PROBLEM;
    }
}
