package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyQueryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM bike",
                " select a, (SELECT max(b) FROM c) FROM d WHERE e = 'x; y) -- z'",
                "WITH a AS (SELECT 1 AS one) SELECT one FROM a",
                "SELECT \"odd;name\", `other)name` FROM bike WHERE note = 'it''s'"
            })
    void oneSelectIsAccepted(String query) {
        assertThatCode(() -> ReadOnlyQuery.require(query)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DELETE FROM bike                              | begin with SELECT",
                "SELECTED FROM bike                            | begin with SELECT",
                "SELECT 1; DROP TABLE bike                     | without a semicolon",
                "SELECT 1) t; DROP TABLE bike                  | closing parenthesis",
                "SELECT 1) t WHERE (1 = 1                      | closing parenthesis",
                "SELECT (1                                     | opening parenthesis",
                "SELECT 1 -- ) t                               | no comment",
                "SELECT 1 /* ) */                              | no comment",
                "SELECT 1 # )                                  | no comment",
                "SELECT 'a                                     | quotes that do not end",
                "SELECT 'a\\') t; DROP TABLE bike --'          | no backslash"
            })
    void anythingElseIsRefused(String query, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadOnlyQuery.require(query))
                .withMessageContaining(reason);
    }
}
