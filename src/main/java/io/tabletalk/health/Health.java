package io.tabletalk.health;

/// Whether a part works right now, in words for the person who has to mend it.
///
/// @param message one sentence; when not [State#UP], it says what is wrong and what to do. Never a credential.
public record Health(State state, String message) {

    public enum State {
        /// Works.
        UP,
        /// Works in part, or is optional and missing: the service goes on without it.
        DEGRADED,
        /// Does not work.
        DOWN
    }

    public static Health up(String message) {
        return new Health(State.UP, message);
    }

    public static Health degraded(String message) {
        return new Health(State.DEGRADED, message);
    }

    public static Health down(String message) {
        return new Health(State.DOWN, message);
    }

    public boolean isUp() {
        return state == State.UP;
    }
}
