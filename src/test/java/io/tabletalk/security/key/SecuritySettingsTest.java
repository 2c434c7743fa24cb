package io.tabletalk.security.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.security.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecuritySettingsTest {

    @Test
    void withoutAMainKeyNobodyIsAsked() {
        assertThat(new SecuritySettings(new Secret("")).isKeyRequired()).isFalse();
        assertThat(new SecuritySettings(new Secret("twenty-characters-ok")).isKeyRequired())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "a key that has blanks in it", "ein-schlüssel-mit-umlaut"})
    void aKeyThatIsGuessedOrCannotBeSentIsRefusedWithoutBeingShown(String key) {
        assertThatThrownBy(() -> new SecuritySettings(new Secret(key)))
                .hasMessageContaining("TABLETALK_API_KEY")
                .hasMessageNotContaining(key);
    }
}
