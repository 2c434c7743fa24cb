package io.tabletalk.security.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyTextTest {

    @Test
    void aKeyIsReadAsItWasWritten() {
        KeyText key = KeyText.random();

        assertThat(key.text()).matches("tt_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
        assertThat(KeyText.parse(key.text())).contains(key);
        assertThat(KeyText.random()).isNotEqualTo(key);
    }

    @Test
    void otherTextsAreNoKeys() {
        String text = KeyText.random().text();

        assertThat(KeyText.parse("")).isEmpty();
        assertThat(KeyText.parse("x" + text)).isEmpty();
        assertThat(KeyText.parse(text + "x")).isEmpty();
        assertThat(KeyText.parse(text.substring(1))).isEmpty();
    }

    @Test
    void aKeyDoesNotPrint() {
        KeyText key = KeyText.random();

        assertThat(key.toString())
                .contains(key.id())
                .doesNotContain(key.secret().reveal());
    }
}
