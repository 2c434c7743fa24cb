package io.tabletalk.source.mongo;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/// Which fields of a document are read, and what each is for, as the user has said it.
record Layout(MongoSettings settings) {

    /// Names joined by dots; a `$` at the start would be an operator.
    private static final Pattern PATH = Pattern.compile("[^$.\\x00][^.\\x00]*(?:\\.[^$.\\x00][^.\\x00]*)*");

    Layout {
        for (String path : settings.named()) {
            if (!PATH.matcher(path).matches()) {
                throw new SourceException(
                        Kind.INVALID, "'" + path + "' is no field: names joined by dots, none of which begins with $.");
            }
        }
    }

    /// What the server should send. A field within one that is sent anyway is not named again, which MongoDB refuses.
    BsonDocument projection() {
        BsonDocument projection = new BsonDocument();
        if (!settings.fields().isEmpty()) {
            List<String> named = settings.named();
            named.stream()
                    .filter(path -> named.stream().noneMatch(other -> path.startsWith(other + ".")))
                    .forEach(path -> projection.append(path, new BsonInt32(1)));
        }
        return projection;
    }

    /// Changes when documents would look different though none has changed.
    String shape() {
        return "fields " + settings.fields() + ", text " + settings.textFields() + ", title " + settings.titleField();
    }

    boolean isTextChosen() {
        return !settings.textFields().isEmpty();
    }

    /// Whether the user wants this field searched: it or one that holds it is named.
    boolean isChosenText(String path) {
        return settings.textFields().stream().anyMatch(chosen -> isWithin(path, chosen));
    }

    static boolean isId(String path) {
        return isWithin(path, "_id");
    }

    private static boolean isWithin(String path, String chosen) {
        return path.equals(chosen) || path.startsWith(chosen + ".");
    }
}
