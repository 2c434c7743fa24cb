package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTextTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    {$oid: '55f14312c7447c3da7051b26'} ~ 55f14312c7447c3da7051b26
                    '55f14312c7447c3da7051b26'         ~ "55f14312c7447c3da7051b26"
                    'order 7'                          ~ order 7
                    'a|b'                              ~ a|b
                    '7'                                ~ "7"
                    '-7.5x'                            ~ "-7.5x"
                    ''                                 ~ ""
                    'true'                             ~ "true"
                    '{}'                               ~ "{}"
                    '"quoted"'                         ~ "\\"quoted\\""
                    'NUL \\u0000 within'               ~ "NUL \\u0000 within"
                    7                                  ~ 7
                    {$numberLong: '7'}                 ~ 7
                    7.0                                ~ 7
                    {$numberDecimal: '7.00'}           ~ 7
                    {$numberDecimal: '-0'}             ~ 0
                    -0.0                               ~ 0
                    0.5                                ~ 0.5
                    {$numberDecimal: '0.1'}            ~ 0.1
                    {$numberDecimal: '1E+6000'}        ~ 1E+6000
                    {$numberDouble: 'NaN'}             ~ NaN
                    {$numberDecimal: '-Infinity'}      ~ -Infinity
                    true                               ~ true
                    null                               ~ null
                    {$date: '2020-02-29T12:00:00Z'}    ~ {"$date": {"$numberLong": "1582977600000"}}
                    {a: 1, b: 'x'}                     ~ {"a": {"$numberInt": "1"}, "b": "x"}
                    {$minKey: 1}                       ~ {"$minKey": 1}
                    """)
    void anIdIsWrittenSoThatItCanBeToldFromEveryOther(String id, String text) {
        assertThat(of(id)).isEqualTo(text);
    }

    @Test
    void aBinaryAndADecimalFractionThatArePrintedAlikeAreNotTheSame() {
        assertThat(of("0.1")).isNotEqualTo(of("{$numberDecimal: '0.1'}")).startsWith("0.1000000000000000055");
    }

    @Test
    void noKeyHoldsANulCharacter() {
        assertThat(List.of("'\\u0000'", "{a: '\\u0000'}", "{$binary: {base64: 'AAAA', subType: '00'}}"))
                .extracting(IdTextTest::of)
                .allSatisfy(text -> assertThat(text).doesNotContain("\0"));
    }

    private static String of(String id) {
        return IdText.of(
                Objects.requireNonNull(BsonDocument.parse("{_id: " + id + "}").get("_id")));
    }
}
