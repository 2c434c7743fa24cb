package io.tabletalk.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Fields and one file as `multipart/form-data` (RFC 7578). The file is read from disk as it is sent.
record MultipartBody(String contentType, BodyPublisher publisher) {

    /// @param fields values by name, sent before the file in the order of their names
    /// @param part   the name of the file's part
    static MultipartBody of(Map<String, String> fields, String part, Path file) throws FileNotFoundException {
        String boundary = "tabletalk-" + UUID.randomUUID();
        StringBuilder head = new StringBuilder();
        new TreeMap<>(fields)
                .forEach((name, value) -> head.append("--%s\r\n".formatted(boundary))
                        .append("Content-Disposition: form-data; name=\"%s\"\r\n".formatted(name))
                        .append("Content-Type: text/plain; charset=UTF-8\r\n\r\n%s\r\n".formatted(value)));
        head.append("--%s\r\n".formatted(boundary))
                .append("Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                        .formatted(part, escaped(String.valueOf(file.getFileName()))))
                .append("Content-Type: application/octet-stream\r\n\r\n");
        String tail = "\r\n--" + boundary + "--\r\n";
        return new MultipartBody(
                "multipart/form-data; boundary=" + boundary,
                BodyPublishers.concat(text(head.toString()), BodyPublishers.ofFile(file), text(tail)));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    /// As browsers do: a quote or line break would end the header.
    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
