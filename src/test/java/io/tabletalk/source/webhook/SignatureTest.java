package io.tabletalk.source.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final Secret SECRET = new Secret("a-secret-of-some-length-1");
    private static final Secret FORMER = new Secret("a-secret-of-some-length-0");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final String TIME = "1700000000";
    private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);

    private final Signature signature = new Signature(List.of(SECRET, FORMER));

    private boolean isRight(String signatures) {
        return signature.isRight("m-1", TIME, BODY, signatures, NOW);
    }

    @Test
    void theSignatureIsThatOfTheSpecification() {
        // printf 'm-1.1700000000.{"a":1}' | openssl dgst -sha256 -hmac a-secret-of-some-length-1 -binary | base64
        assertThat(Signature.of(SECRET, "m-1", TIME, BODY))
                .isEqualTo("v1,BLMeSKEBI9h9ccMTIrLNGktpPbMUrU04W+AMIgH6THs=");
    }

    @Test
    void oneRightSignatureAmongSeveralIsEnough() {
        String right = Signature.of(SECRET, "m-1", TIME, BODY);

        assertThat(isRight(right)).isTrue();
        assertThat(isRight("v1,AAAA v2,unknown " + right)).isTrue();
        assertThat(isRight(Signature.of(FORMER, "m-1", TIME, BODY))).isTrue();
    }

    @Test
    void anythingElseIsWrong() {
        Secret other = new Secret("a-secret-of-some-length-2");

        assertThat(isRight("")).isFalse();
        assertThat(isRight("v1,")).isFalse();
        assertThat(isRight("v1,not base64!")).isFalse();
        assertThat(isRight(Signature.of(other, "m-1", TIME, BODY))).isFalse();
        assertThat(isRight(Signature.of(SECRET, "m-2", TIME, BODY))).isFalse();
        assertThat(isRight(Signature.of(SECRET, "m-1", "1700000001", BODY))).isFalse();
        assertThat(isRight(Signature.of(SECRET, "m-1", TIME, "{\"a\":2}".getBytes(UTF_8))))
                .isFalse();
    }

    @Test
    void anOldOrFutureTimeIsWrong() {
        for (Duration off : List.of(Duration.ofSeconds(301), Duration.ofSeconds(-301), Duration.ofDays(40_000_000))) {
            String time = Long.toString(NOW.plus(off).getEpochSecond());
            assertThat(signature.isRight("m-1", time, BODY, Signature.of(SECRET, "m-1", time, BODY), NOW))
                    .as(time)
                    .isFalse();
        }
        for (String time :
                List.of("", "soon", "-9223372036854775808", "-9223372035154775808", "99999999999999999999")) {
            assertThat(signature.isRight("m-1", time, BODY, Signature.of(SECRET, "m-1", time, BODY), NOW))
                    .isFalse();
        }
    }

    @Test
    void aSecretMayBeWrittenInBase64() {
        Secret encoded = new Secret("whsec_YS1zZWNyZXQtb2Ytc29tZS1sZW5ndGgtMQ==");

        assertThat(Signature.of(encoded, "m-1", TIME, BODY)).isEqualTo(Signature.of(SECRET, "m-1", TIME, BODY));
    }

    @Test
    void aShortSecretIsRefused() {
        for (String secret : List.of("", "short", "whsec_c2hvcnQ=", "whsec_")) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> new Signature(List.of(new Secret(secret))))
                    .withMessageContaining("24 characters");
        }
    }
}
