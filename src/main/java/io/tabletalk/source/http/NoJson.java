package io.tabletalk.source.http;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/// Says what an answer is that should have been JSON. Its content is not repeated: some servers echo the credentials.
final class NoJson {

    private static final int BEGINNING = 100;

    private NoJson() {}

    /// @param fault where it stops being JSON
    static String message(HttpResponse<byte[]> response, @Nullable TokenStreamLocation fault) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (looksLikeMarkup(response.body())) {
            return "The API did not answer with JSON, but with HTML or XML"
                    + (type.isEmpty() ? "." : ", and calls it " + type + ".");
        }
        if (type.toLowerCase(Locale.ROOT).contains("json")) {
            return "The API calls its answer " + type + ", but it is not valid JSON" + place(fault) + ".";
        }
        return "The API did not answer with JSON, but with " + (type.isEmpty() ? "something else" : type) + ".";
    }

    private static boolean looksLikeMarkup(byte[] body) {
        return new String(body, 0, Math.min(body.length, BEGINNING), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .startsWith("<");
    }

    private static String place(@Nullable TokenStreamLocation fault) {
        return fault == null || fault.getLineNr() < 1
                ? ""
                : " at line " + fault.getLineNr() + ", column " + fault.getColumnNr();
    }
}
