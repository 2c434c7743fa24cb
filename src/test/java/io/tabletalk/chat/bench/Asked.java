package io.tabletalk.chat.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who can be asked, and answers with a stream of events.
interface Asked {

    HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// Waits for the whole answer.
    ///
    /// @throws IllegalStateException when it is not as it should be
    Answered ask(String question);

    /// Reads the events of an answer as they come.
    interface Reader {

        /// @param begin when the question was sent, as `System.nanoTime` told
        Answered read(BufferedReader lines, long begin) throws IOException;
    }

    /// Sends a request and has its answer read.
    static Answered post(URI address, Object body, Reader reader) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build();
        long begin = System.nanoTime();
        try {
            HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                if (response.statusCode() != 200) {
                    throw new IllegalStateException(response.statusCode() + " " + lines.readLine());
                }
                return reader.read(lines, begin);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
