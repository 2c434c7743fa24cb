package io.tabletalk.source.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.web.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    @Test
    void aKeyIsATextOrAWholeNumber() {
        assertThat(read("{\"type\": \"delete\", \"key\": \"a b\"}"))
                .containsExactly(new IncomingEvent("a b", null, null));
        assertThat(read("{\"type\": \"delete\", \"key\": 17}")).containsExactly(new IncomingEvent("17", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"  \"", "\"a\\u0000b\"", "1.5", "null", "[1]"})
    void whatCanBeNoKeyIsRefused(String key) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> read("{\"events\": [{\"type\": \"delete\", \"key\": " + key + "}]}"))
                .withMessageContaining("'key' of event 0");
    }

    private static List<IncomingEvent> read(String body) {
        return EventReader.read(body.getBytes(UTF_8));
    }
}
