package io.tabletalk.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of a source that is read on its own: a key range, a file.
///
/// @param number    0-based, unique within its plan
/// @param bounds    what the source needs to find the part again; text only, so that it can be stored and sent. Never a
///                  credential.
/// @param keyPrefix what the keys of all its documents begin with, in this plan and in every other; null when the part
///                  may hold documents of any key. What could not be read of a part keeps the documents of these keys
///                  from being taken for gone, and those of all keys when nothing is said here.
public record Split(
        int number, Map<String, String> bounds, @Nullable String keyPrefix) {

    public Split {
        bounds = Map.copyOf(bounds);
    }

    /// A part that may hold documents of any key.
    public Split(int number, Map<String, String> bounds) {
        this(number, bounds, null);
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
