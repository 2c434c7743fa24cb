package io.tabletalk.source.mongo;

import io.tabletalk.source.FeedPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Where a change stream stands, as the server writes it.
///
/// Its text begins with a time in the oplog: `82`, which stands for "a timestamp follows", and its eight bytes, most
/// significant first, all in hexadecimal digits. That is how servers sort tokens, and how mongosh shows what one means.
///
/// @param document as it came from the server, to be given back unchanged
record ResumeToken(BsonDocument document) {

    private static final Pattern TIME = Pattern.compile("82([0-9A-Fa-f]{16})(?:[0-9A-Fa-f]{2})*");

    static ResumeToken parse(String bookmark) {
        return new ResumeToken(BsonDocument.parse(bookmark));
    }

    String bookmark() {
        return document.toJson();
    }

    /// Everything up to here has been told. Empty when the token has a form that is not known here.
    Optional<FeedPosition> position() {
        Matcher time =
                TIME.matcher(document.getString("_data", new BsonString("")).getValue());
        return time.matches()
                ? Optional.of(ClusterTime.of(Long.parseUnsignedLong(time.group(1), 16)))
                : Optional.empty();
    }
}
