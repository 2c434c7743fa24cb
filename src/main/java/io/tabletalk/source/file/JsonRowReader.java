package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.file.TextDecoder.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Reads the records of a JSON file one at a time: the objects of an array, or one object. Objects that follow one
/// another at the top, as in JSON Lines, are records too. For one thread.
///
/// After a syntax error nothing says where the next record begins, so the rest of the file is unreadable. The records
/// before it are read; a file without any is refused.
final class JsonRowReader implements RowReader {

    private final OpenText file;
    private final JsonPointer records;
    private final JsonParser parser;
    private final boolean inArray;
    private boolean ended;
    private boolean entered;
    private long number;

    /// Takes over the open file and goes to its records.
    ///
    /// @param records where in the file they are; empty for the file as a whole
    /// @throws SourceException INVALID when there is nothing of that kind there
    JsonRowReader(OpenText file, JsonPointer records) {
        this.file = file;
        this.records = records;
        this.parser = JsonFields.FACTORY.createParser(ObjectReadContext.empty(), file.text());
        try {
            this.inArray = enter();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /// Goes to the records; returns whether they are in an array.
    private boolean enter() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new SourceException(Kind.INVALID, "'" + file.file().name() + "' is empty.");
        }
        for (JsonPointer step = records; !step.matches(); step = step.tail()) {
            if (!descend(step)) {
                throw new SourceException(
                        Kind.INVALID,
                        "'" + file.file().name() + "' has nothing at " + records + ": there is no '"
                                + step.getMatchingProperty() + "'.");
            }
        }
        token = parser.currentToken();
        if (token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT) {
            throw new SourceException(
                    Kind.INVALID,
                    "'" + file.file().name() + "' holds no records" + (records.matches() ? "" : " at " + records)
                            + ": an array of objects or an object is needed, not " + what(token) + ".");
        }
        entered = token == JsonToken.START_OBJECT;
        return token == JsonToken.START_ARRAY;
    }

    private boolean descend(JsonPointer step) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean found = step.getMatchingProperty().equals(parser.currentName());
                parser.nextToken();
                if (found) {
                    return true;
                }
                parser.skipChildren();
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                if (step.getMatchingIndex() == i) {
                    return true;
                }
                parser.skipChildren();
            }
        }
        return false;
    }

    @Override
    public List<String> fieldNames() {
        return List.of();
    }

    @Override
    public @Nullable Row next() {
        try {
            if (ended) {
                return null;
            }
            if (advance()) {
                return row();
            }
            return goesOn() ? rest(twoInOne()) : null;
        } catch (JacksonException e) {
            ended = true;
            return rest(broken(e));
        }
    }

    /// @throws SourceException the fault itself, when nothing was read before, or it is the disk's
    private Row rest(SourceException fault) {
        if (number == 0 || fault.kind() != Kind.INVALID) {
            throw fault;
        }
        return new Row.Rest(number + 1, line(), String.valueOf(fault.getMessage()));
    }

    /// Goes to the next record; returns false when there is none.
    private boolean advance() {
        if (entered) {
            entered = false;
            return true;
        }
        if (!inArray) {
            ended = !records.matches() || parser.nextToken() == null;
        } else if (parser.nextToken() == JsonToken.END_ARRAY) {
            ended = true;
        }
        return !ended;
    }

    /// Does anything follow the array?
    private boolean goesOn() {
        return inArray && records.matches() && parser.nextToken() != null;
    }

    private SourceException twoInOne() {
        return new SourceException(
                Kind.INVALID,
                "'" + file.file().name() + "' goes on after the end of its array, at " + line()
                        + ": it may be two files in one.");
    }

    private Row row() {
        String place = line();
        JsonToken token = parser.currentToken();
        JsonFields.Read read = null;
        if (token == JsonToken.START_OBJECT) {
            read = JsonFields.read(parser);
        } else {
            parser.skipChildren();
        }
        number++;
        Fault fault = file.text().takeFaultBefore(parser.currentLocation().getCharOffset());
        if (fault != null) {
            return new Row.Broken(number, place, fault.sentence(), "");
        }
        if (read == null) {
            return new Row.Broken(number, place, "A record is an object, not " + what(token) + ".", "");
        }
        return rowOf(number, place, read, "");
    }

    static Row rowOf(long number, String place, JsonFields.Read read, String excerpt) {
        if (read.excess() != null) {
            return new Row.Broken(number, place, read.excess(), excerpt);
        }
        Map<String, Object> fields = read.fields();
        return fields.isEmpty()
                ? new Row.Broken(number, place, "The object is empty.", excerpt)
                : new Row.Values(number, place, fields);
    }

    /// What a value is, for a person.
    static String what(@Nullable JsonToken token) {
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }

    private String line() {
        return "line " + parser.currentTokenLocation().getLineNr();
    }

    private SourceException broken(JacksonException e) {
        if (e.getCause() instanceof IOException io) {
            return file.file().failure(io);
        }
        Fault fault = file.text().takeFaultBefore(Long.MAX_VALUE);
        return new SourceException(
                Kind.INVALID,
                "'" + file.file().name() + "' is no valid JSON at " + where(e) + ", and cannot be read from there on: "
                        + (fault == null ? why(e) : fault.sentence()));
    }

    /// What the parser says, without where in memory its input lies.
    static String why(JacksonException e) {
        return e.getOriginalMessage().replaceAll(" *\\((start marker at )?\\[Source.*", "") + ".";
    }

    static String where(JacksonException e) {
        return "line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
    }

    @Override
    public OpenText file() {
        return file;
    }

    @Override
    public void close() {
        file.close();
    }
}
