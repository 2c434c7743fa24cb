package io.tabletalk.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    private static final Instant WRITTEN = Instant.parse("2026-11-21T15:00:00Z");

    private final MessageReader reader =
            new MessageReader(new ChangesTopic("kafka:9092", "shop.note", null, null, null, null));

    @ParameterizedTest
    @ValueSource(strings = {"c", "u", "d", "r"})
    void everyChangeOfARowIsItsKey(String operation) {
        ChangeEvent event = read("{\"id\": 7, \"part\": \"a|b\"}", "{\"after\": {}, \"op\": \"" + operation + "\"}");

        assertThat(((ChangeEvent.Row) event).key()).isEqualTo(Map.of("id", "7", "part", "a|b"));
        assertThat(event.position()).isEqualTo(42);
    }

    @Test
    void aSchemaAroundTheMessageIsPassedOver() {
        ChangeEvent event = read(
                "{\"schema\": {\"type\": \"struct\"}, \"payload\": {\"id\": 9007199254740993}}",
                "{\"schema\": {\"type\": \"struct\"}, \"payload\": {\"op\": \"u\", \"source\": {\"txId\": 5, \"ts_ms\": 1732200000000}}}");

        assertThat(event)
                .isEqualTo(new ChangeEvent.Row(
                        Map.of("id", "9007199254740993"), 42, 5, Instant.ofEpochMilli(1_732_200_000_000L)));
    }

    @Test
    void aTombstoneIsAChangeAtTheTimeItWasWritten() {
        assertThat(read("{\"id\": 1}", null)).isEqualTo(new ChangeEvent.Row(Map.of("id", "1"), 42, 0, WRITTEN));
    }

    @Test
    void theFinestTimeThatIsToldCounts() {
        ChangeEvent event =
                read("{\"id\": 1}", "{\"op\": \"u\", \"source\": {\"ts_ms\": 1, \"ts_us\": 1732200000000123}}");

        assertThat(event.committedAt()).isEqualTo(Instant.parse("2024-11-21T14:40:00.000123Z"));
    }

    @Test
    void aFlattenedMessageIsAChangeToo() {
        assertThat(read("{\"id\": 1}", "{\"id\": 1, \"body\": \"x\"}")).isInstanceOf(ChangeEvent.Row.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "m"})
    void aFlattenedRowMayHaveAColumnThatIsCalledAsTheOperationIs(String value) {
        assertThat(read("{\"id\": 7}", "{\"id\": 7, \"op\": \"" + value + "\", \"source\": \"desk\"}"))
                .isInstanceOf(ChangeEvent.Row.class);
    }

    @Test
    void removingAllRowsHasNoKey() {
        assertThat(read(null, "{\"op\": \"t\", \"source\": {\"ts_ms\": 0}}"))
                .isInstanceOf(ChangeEvent.Truncation.class);
    }

    @Test
    void whatAnApplicationHasWrittenIntoTheLogIsNoChange() {
        assertThat(message("{\"prefix\": \"x\"}", "{\"op\": \"m\", \"message\": {}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "gibberish ~ {\"op\": \"u\"} ~ JsonConverter",
                "{\"id\": 1} ~ gibberish ~ JsonConverter",
                "7 ~ {\"op\": \"u\"} ~ JsonConverter",
                "{} ~ {\"op\": \"u\"} ~ JsonConverter",
                "{\"id\": null} ~ {\"op\": \"u\"} ~ no plain value",
                "{\"id\": {\"scale\": 2, \"value\": \"AA==\"}} ~ {\"op\": \"u\"} ~ decimal.handling.mode",
            })
    void whatNoConnectorWritesIsRefusedWithWhatToChange(String key, String value, String reason) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> message(key, value))
                .withMessageContaining("42")
                .withMessageContaining("shop.note")
                .withMessageContaining(reason);
    }

    @Test
    void aChangeWithoutAKeyIsRefused() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> message(null, "{\"op\": \"u\"}"))
                .withMessageContaining("primary key");
    }

    private ChangeEvent read(@Nullable String key, @Nullable String value) {
        return message(key, value).orElseThrow();
    }

    private Optional<ChangeEvent> message(@Nullable String key, @Nullable String value) {
        return reader.read(new ConsumerRecord<>(
                "shop.note",
                0,
                42,
                WRITTEN.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                bytes(key),
                bytes(value),
                new RecordHeaders(),
                Optional.empty()));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
