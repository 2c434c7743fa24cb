package io.tabletalk.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/// One file as `multipart/form-data` (RFC 7578), read from disk as it is sent.
record MultipartBody(String contentType, BodyPublisher publisher) {

    static MultipartBody ofFile(Path file) throws FileNotFoundException {
        String boundary = "tabletalk-" + UUID.randomUUID();
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        .formatted(boundary, escaped(String.valueOf(file.getFileName())));
        String tail = "\r\n--" + boundary + "--\r\n";
        return new MultipartBody(
                "multipart/form-data; boundary=" + boundary,
                BodyPublishers.concat(text(head), BodyPublishers.ofFile(file), text(tail)));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    /// As browsers do: a quote or line break would end the header.
    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
