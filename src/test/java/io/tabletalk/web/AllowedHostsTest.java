package io.tabletalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private final AllowedHosts hosts = new AllowedHosts(List.of("Chat.Example.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8000",
                "LOCALHOST.:8000",
                "page.localhost:8000",
                "127.0.0.1",
                "127.0.0.1:8000",
                "192.168.1.20:8000",
                "[::1]",
                "[::1]:8000",
                "chat.example.com",
                "CHAT.example.com.:443"
            })
    void ownNameIsAllowed(String header) {
        assertThat(hosts.contains(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:8000",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.example:8000",
                "notlocalhost",
                "example.com",
                "a.chat.example.com",
                "localhost:8000:evil.example",
                "localhost/evil.example",
                "evil.example:80:80"
            })
    void foreignNameIsNot(String header) {
        assertThat(hosts.contains(header)).isFalse();
    }

    @Test
    void requestWithoutANameIsNotAllowed() {
        assertThat(hosts.contains(null)).isFalse();
    }

    @Test
    void starAllowsEveryName() {
        assertThat(new AllowedHosts(List.of("*")).contains("evil.example")).isTrue();
    }
}
