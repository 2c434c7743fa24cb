package io.tabletalk.security;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A credential. Whatever prints, logs or serialises it gets [#MASK]; only [#reveal] gives the value.
public final class Secret {

    /// What stands in place of every credential in responses, logs and messages.
    public static final String MASK = "********";

    private final String value;

    @JsonCreator
    public Secret(String value) {
        this.value = value;
    }

    /// The credential itself. Call it only where it is handed to the other side or stored.
    public String reveal() {
        return value;
    }

    @JsonValue
    @Override
    public String toString() {
        return MASK;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
