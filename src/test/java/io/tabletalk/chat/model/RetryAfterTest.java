package io.tabletalk.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    @Test
    void secondsAreRead() {
        assertThat(read("120")).contains(Duration.ofSeconds(120));
    }

    @Test
    void aDateIsReadAsTheTimeUntilThen() {
        String date = ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(10).format(DateTimeFormatter.RFC_1123_DATE_TIME);

        assertThat(read(date).orElseThrow()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(read("Wed, 21 Oct 2015 07:28:00 GMT")).contains(Duration.ZERO);
    }

    @Test
    void nonsenseIsIgnored() {
        assertThat(read("soon")).isEmpty();
        assertThat(read("-5")).isEmpty();
        assertThat(RetryAfter.read(HttpHeaders.of(Map.of(), (name, value) -> true)))
                .isEmpty();
    }

    @Test
    void geminiSaysItInTheBody() {
        String body = """
                {"error": {"code": 429, "message": "Quota exceeded.", "details": [
                  {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.07s"}]}}""";

        assertThat(ErrorBody.parse(body)).isEqualTo(new ErrorBody("Quota exceeded", Duration.ofSeconds(34)));
    }

    private static Optional<Duration> read(String value) {
        return RetryAfter.read(HttpHeaders.of(Map.of("retry-after", List.of(value)), (name, text) -> true));
    }
}
