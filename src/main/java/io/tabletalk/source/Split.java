package io.tabletalk.source;

import java.util.Map;

/// A part of a source that is read on its own: a key range, a file.
///
/// @param number  0-based, unique within its plan
/// @param bounds  what the source needs to find the part again; text only, so that it can be stored and sent. Never a
///                credential.
public record Split(int number, Map<String, String> bounds) {

    public Split {
        bounds = Map.copyOf(bounds);
    }

    /// The bound of that name.
    ///
    /// @throws IllegalArgumentException when this split has no such bound
    public String bound(String name) {
        String value = bounds.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Split " + number + " has no bound '" + name + "': " + bounds);
        }
        return value;
    }
}
