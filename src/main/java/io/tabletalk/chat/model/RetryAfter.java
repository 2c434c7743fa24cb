package io.tabletalk.chat.model;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The `Retry-After` header: seconds or an HTTP date (RFC 9110, 10.2.3).
final class RetryAfter {

    private RetryAfter() {}

    /// How long to wait from now, never negative; empty when the header is missing or says nothing of use.
    static Optional<Duration> read(HttpHeaders headers) {
        return headers.firstValue("Retry-After").flatMap(RetryAfter::parse);
    }

    private static Optional<Duration> parse(String value) {
        String text = value.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), time);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}
