package io.tabletalk.source.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The name of a field of a record, nested ones joined by dots, however the user wrote it.
public final class FieldPath {

    private FieldPath() {}

    /// A JSON pointer (`/address/city`) becomes a name (`address.city`); a name stays.
    public static String of(String given) {
        String name = given.strip();
        return name.startsWith("/")
                ? name.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~")
                : name;
    }

    public static List<String> all(@Nullable List<String> given) {
        return given == null ? List.of() : given.stream().map(FieldPath::of).toList();
    }
}
