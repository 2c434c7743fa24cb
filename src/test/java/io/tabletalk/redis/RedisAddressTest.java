package io.tabletalk.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.tabletalk.security.Secret;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @Test
    void hostPortDatabaseAndEncryptionAreRead() {
        RedisURI plain = address("redis://cache.example");
        RedisURI full = address("rediss://ada:tulip@cache.example:7000/3");

        assertThat(plain.getHost()).isEqualTo("cache.example");
        assertThat(plain.getPort()).isEqualTo(6379);
        assertThat(plain.isSsl()).isFalse();
        assertThat(full.getPort()).isEqualTo(7000);
        assertThat(full.getDatabase()).isEqualTo(3);
        assertThat(full.isSsl()).isTrue();
        assertThat(full.isVerifyPeer()).isTrue();
    }

    @Test
    void charactersOfAPasswordThatAnAddressCannotHoldAreWrittenAsPercentAndNumber() {
        RedisURI address = address("rediss://:at%40slash%2Fpercent%25@cache.example:6380");

        RedisCredentials credentials = Objects.requireNonNull(
                address.getCredentialsProvider().resolveCredentials().block());

        assertThat(new String(credentials.getPassword())).isEqualTo("at@slash/percent%");
        assertThat(address.getHost()).isEqualTo("cache.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ada:tulip@cache.example", "ada:tulip@cache.example", "redis://ada:tulip lantern@"})
    void aWrongAddressIsRefusedWithoutQuotingIt(String url) {
        assertThatIllegalStateException()
                .isThrownBy(() -> address(url))
                .withMessageContaining("redis://user:password@host:6379/0")
                .withNoCause()
                .withMessageNotContaining("tulip");
    }

    private static RedisURI address(String url) {
        return RedisAddress.of(new Secret(url), Duration.ofSeconds(1));
    }
}
