package io.tabletalk.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tabletalk.security.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RedisSettingsTest {

    @TempDir
    Path directory;

    @Test
    void whatIsEmptyIsLeftOut() {
        RedisSettings settings = new Binder(new MapConfigurationPropertySource(
                        Map.of("tabletalk.redis.url", "", "tabletalk.redis.certificate", "")))
                .bind("tabletalk.redis", RedisSettings.class)
                .get();

        assertThat(settings.url().reveal()).isEmpty();
        assertThat(settings.certificate()).isNull();
        assertThat(settings.prefix()).isEqualTo("tabletalk");
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aCertificateWithoutTlsIsAMistake() throws Exception {
        Path certificate = Files.createFile(directory.resolve("authority.pem"));

        assertThatIllegalStateException()
                .isThrownBy(() -> ConnectionOptions.of(settings("redis://:tulip@cache.example", certificate)))
                .withMessageContaining("rediss://")
                .withMessageNotContaining("tulip");
    }

    @Test
    void aCertificateThatIsNotThereIsNamed() {
        Path nowhere = directory.resolve("nowhere.pem");

        assertThatIllegalStateException()
                .isThrownBy(() -> ConnectionOptions.of(settings("rediss://:tulip@cache.example", nowhere)))
                .withMessageContaining("REDIS_CERTIFICATE")
                .withMessageContaining("nowhere.pem cannot be read")
                .withMessageNotContaining("tulip");
    }

    private static RedisSettings settings(String url, @Nullable Path certificate) {
        return new RedisSettings(new Secret(url), certificate, "test", Duration.ofSeconds(1));
    }
}
