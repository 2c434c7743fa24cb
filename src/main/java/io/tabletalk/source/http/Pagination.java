package io.tabletalk.source.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How the pages of an endpoint are asked for, one after the other.
///
/// @param kind          see [Kind]
/// @param parameter     the query parameter that says which page; `page`, `offset` or `cursor` when missing
/// @param start         its first value; 1 for pages and 0 for offsets when missing
/// @param sizeParameter the query parameter that says how many records a page has; not sent when missing
/// @param size          its value; 100 when missing
/// @param cursorPointer of the kind `cursor`, JSON pointer to what leads to the next page, a cursor or an address, such
///                      as `/meta/next`; `/next_cursor` when missing
record Pagination(
        Kind kind,
        @Nullable String parameter,
        @Min(0) @Nullable Integer start,
        @Nullable String sizeParameter,
        @Min(1) @Max(100_000) @Nullable Integer size,
        @Nullable String cursorPointer) {

    static final Pagination NONE = new Pagination(Kind.NONE, null, null, null, null, null);

    private static final String BODY = " For a cursor or an address of the next page in the body of the answer, choose"
            + " 'cursor', which takes both.";
    private static final int DEFAULT_SIZE = 100;

    enum Kind {
        NONE("reads one page"),
        /// Numbered pages, until one has no record.
        PAGE("counts pages"),
        /// The number of records so far, until a page has no record.
        OFFSET("counts records"),
        /// Each answer's body holds a text, or the address, that leads to the next; the last holds none.
        CURSOR("goes by what the body of the answer says"),
        /// Each answer has a header `Link: <…>; rel="next"` (RFC 8288); the last has none.
        LINK("follows the header 'Link' of the answer");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        @JsonCreator
        static Kind named(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(name.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("This is no kind of pagination. There are "
                            + Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", ")) + "."));
        }

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Pagination {
        if (kind == null) {
            throw new IllegalArgumentException("'kind' of the pagination is missing.");
        }
        boolean numbered = kind == Kind.PAGE || kind == Kind.OFFSET;
        requireEffect(kind, "cursor_pointer", cursorPointer, kind == Kind.CURSOR);
        requireEffect(kind, "parameter", parameter, numbered || kind == Kind.CURSOR);
        requireEffect(kind, "start", start, numbered);
        if (size != null && sizeParameter == null) {
            throw new IllegalArgumentException(
                    "'size' has no effect without 'size_parameter', the parameter of the query" + " that carries it.");
        }
    }

    /// A setting that were ignored would be taken for one that works, and records be missing without a hint.
    private static void requireEffect(Kind kind, String setting, @Nullable Object value, boolean hasEffect) {
        if (value != null && !hasEffect) {
            throw new IllegalArgumentException("'" + setting + "' has no effect on pagination of kind '" + kind.label()
                    + "', which " + kind.meaning + "." + (setting.equals("cursor_pointer") ? BODY : ""));
        }
    }

    String parameterName() {
        if (parameter != null && !parameter.isBlank()) {
            return parameter;
        }
        return kind.label();
    }

    long first() {
        if (start != null) {
            return start;
        }
        return kind == Kind.PAGE ? 1 : 0;
    }

    int pageSize() {
        return size == null ? DEFAULT_SIZE : size;
    }

    String pointer() {
        return cursorPointer == null || cursorPointer.isBlank() ? "/next_cursor" : cursorPointer;
    }
}
