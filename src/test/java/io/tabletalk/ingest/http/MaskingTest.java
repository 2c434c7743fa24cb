package io.tabletalk.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.security.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password",
                "db_passwd",
                "pwd",
                "api_key",
                "apiKey",
                "client_secret",
                "access_token",
                "connection_string",
                "connectionString",
                "uri",
                "Authorization",
                "private_key",
                "session_cookie"
            })
    void settingsWithTheNameOfACredentialAreMasked(String name) {
        assertThat(Masking.mask(Map.of(name, "hunter2"))).containsEntry(name, Secret.MASK);
    }

    @Test
    void otherSettingsAreShown() {
        Map<String, Object> settings = Map.of("host", "db.example", "port", 5432, "table", "secretaries_list");

        assertThat(Masking.mask(settings)).isEqualTo(settings);
    }

    @Test
    void credentialsInsideOtherSettingsAreMasked() {
        Map<String, Object> masked = Masking.mask(Map.of(
                "headers", Map.of("Authorization", "Bearer hunter2", "Accept", "text/csv"),
                "mirrors", List.of("https://reader:hunter2@mirror.example/x", "https://mirror.example/y"),
                "url", "postgres://reader:hunter2@db.example/shop"));

        assertThat(masked.toString()).doesNotContain("hunter2").contains("text/csv", "https://mirror.example/y");
    }

    @Test
    void aWholeObjectUnderTheNameOfACredentialIsMasked() {
        assertThat(Masking.mask(Map.of("credentials", Map.of("user", "reader", "key", "hunter2"))))
                .containsEntry("credentials", Secret.MASK);
    }
}
