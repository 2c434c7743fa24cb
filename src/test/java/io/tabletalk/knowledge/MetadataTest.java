package io.tabletalk.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MetadataTest {

    @Test
    void wholeNumbersBecomeLongsWhateverTheirJavaType() {
        assertThat(normal(7)).isEqualTo(7L);
        assertThat(normal((short) 7)).isEqualTo(7L);
        assertThat(normal(new BigInteger("7"))).isEqualTo(7L);
        assertThat(normal(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void decimalsAndWholeNumbersBeyondLongBecomeDoubles() {
        assertThat(normal(new BigDecimal("4.50"))).isEqualTo(4.5);
        assertThat(normal(1.5f)).isEqualTo(1.5);
        assertThat(normal(BigInteger.TEN.pow(30))).isEqualTo(1e30);
    }

    @Test
    void wholeNumbersThatNoDoubleHoldsStayExactAsText() {
        assertThat(normal(new BigDecimal("12345678901234567890"))).isEqualTo("12345678901234567890");
        assertThat(normal(new BigInteger("12345678901234567890"))).isEqualTo("12345678901234567890");
        assertThat(normal(BigInteger.TWO.pow(70))).isEqualTo("1180591620717411303424");
        assertThat(normal(new BigDecimal("1E300"))).isEqualTo(1e300);
        assertThat(normal(new BigDecimal("1E1000000000"))).isEqualTo("1E+1000000000");
        assertThat(normal(new BigDecimal("10.00"))).isEqualTo(10.0);
        assertThat(normal(new BigDecimal("3.33333333333333333333"))).isEqualTo(3.3333333333333335);
    }

    @Test
    void linesAreOneLineEachAndNotTooMany() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("address", "12 Main St\nprice: 1");
        fields.put("ordered_at", Instant.parse("2024-05-01T10:30:00Z"));
        assertThat(new Metadata(fields).linesBeyond(""))
                .containsExactly("address: 12 Main St price: 1", "ordered_at: 2024-05-01 10:30:00Z");

        for (int i = 0; i < 5_000; i++) {
            fields.put("field " + i, "value");
        }
        assertThat(String.join("\n", new Metadata(fields).linesBeyond(""))).hasSizeBetween(3_900, 4_000);
    }

    @Test
    void whatATextDoesNotShowIsShownInLines() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", "Heron");
        fields.put("order", 12);
        fields.put("price", new BigDecimal("10.00"));
        fields.put("parts", List.of("bell", "rack"));
        fields.put("story", "x".repeat(600));

        assertThat(new Metadata(fields).linesBeyond("reorder: 3\nname: Heron"))
                .containsExactly("order: 12", "price: 10", "parts: bell, rack");
    }

    @Test
    void timesBecomeTextInUtc() {
        assertThat(normal(OffsetDateTime.parse("2024-03-01T10:00:00+02:00"))).isEqualTo("2024-03-01T08:00:00Z");
        assertThat(normal(LocalDateTime.parse("2024-03-01T10:00:00"))).isEqualTo("2024-03-01T10:00:00Z");
        assertThat(normal(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void nullsAreLeftOutAlsoOfLists() {
        Map<String, Object> values = new HashMap<>();
        values.put("nothing", null);
        values.put("list", Arrays.asList("a", null, 3));

        assertThat(new Metadata(values).values()).isEqualTo(Map.of("list", List.of("a", "3")));
    }

    private static Object normal(Object value) {
        return Objects.requireNonNull(new Metadata(Map.of("field", value)).get("field"));
    }
}
