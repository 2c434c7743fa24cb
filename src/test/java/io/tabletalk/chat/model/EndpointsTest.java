package io.tabletalk.chat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

    @ParameterizedTest
    @CsvSource({
        "OLLAMA,            http://localhost:11434,                          http://localhost:11434",
        "OLLAMA,            http://localhost:11434/,                         http://localhost:11434",
        "OLLAMA,            http://localhost:11434/api/generate,             http://localhost:11434",
        "OLLAMA,            http://localhost:11434/api,                      http://localhost:11434",
        "LMSTUDIO,          http://localhost:1234,                           http://localhost:1234/v1",
        "LMSTUDIO,          http://localhost:1234/v1/,                       http://localhost:1234/v1",
        "CUSTOM,            https://models.example/v1/chat/completions,      https://models.example/v1",
        "OPENAI_COMPATIBLE, https://models.example/inference/v3,             https://models.example/inference/v3",
        "GEMINI,            https://generativelanguage.googleapis.com,       https://generativelanguage.googleapis.com/v1beta",
        "ANTHROPIC,         https://api.anthropic.com/v1/messages,           https://api.anthropic.com/v1",
    })
    void addressesAsPeopleWriteThemBecomeOneForm(Provider provider, String written, String base) {
        assertThat(Endpoints.base(provider, written)).isEqualTo(URI.create(base));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://localhost",
                "localhost:11434",
                "http://",
                "http://user:password@localhost",
                "http://localhost?x=1",
                "not an address"
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String written) {
        assertThatThrownBy(() -> Endpoints.base(Provider.OLLAMA, written))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1", "http://127.0.0.1", "http://127.8.8.8:80", "http://[::1]:80"})
    void thisMachineIsKnownByItsAddress(String address) {
        assertThat(Endpoints.isLoopback(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1",
                "http://169.254.169.254",
                "http://localhost.example",
                "http://127.0.0.1.nip.io",
                "http://0.0.0.0"
            })
    void othersAreNot(String address) {
        assertThat(Endpoints.isLoopback(URI.create(address))).isFalse();
    }
}
