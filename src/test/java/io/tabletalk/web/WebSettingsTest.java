package io.tabletalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class WebSettingsTest {

    @Test
    void emptyEnvironmentVariablesMeanNone() {
        WebSettings settings =
                new WebSettings(DataSize.ofMegabytes(2), List.of(""), new WebSettings.Cors(List.of(" ")));

        assertThat(settings.allowedHosts()).isEmpty();
        assertThat(settings.cors().allowedOrigins()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://chat.example", "http://localhost:3000", "http://[::1]:3000"})
    void originIsTaken(String origin) {
        assertThat(new WebSettings.Cors(List.of(origin)).allowedOrigins()).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.example", "https://chat.example/", "https://*.example", "ftp://chat.example", "null"})
    void originThatNoBrowserSendsStopsTheStart(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebSettings.Cors(List.of(origin)))
                .withMessageContaining("allowed-origins")
                .withMessageContaining("https://host");
    }

    @Test
    void uselessBodyLimitStopsTheStart() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new WebSettings(DataSize.ofBytes(-1), List.of(), new WebSettings.Cors(List.of())))
                .withMessageContaining("max-body-size");
    }
}
