package io.tabletalk.source.http;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;

/// What the status of an answer means to the user. Bodies are not repeated: some servers echo the credentials.
final class Failures {

    private Failures() {}

    /// @throws SourceException when the answer is none that can be read
    static void check(HttpResponse<?> response, URI uri) {
        int status = response.statusCode();
        String place = "'" + uri.getHost() + String.valueOf(uri.getRawPath()) + "'";
        if (status / 100 == 2) {
            return;
        }
        if (status == 401 || status == 403) {
            throw new SourceException(Kind.DENIED, place + " refuses the credentials, or lacks them (" + status + ").");
        }
        if (RetryAfter.mayHelp(status)) {
            throw new SourceException(Kind.UNAVAILABLE, place + " does not answer at the moment (" + status + ").");
        }
        throw new SourceException(Kind.INVALID, place + " cannot be read (" + status + ").");
    }
}
