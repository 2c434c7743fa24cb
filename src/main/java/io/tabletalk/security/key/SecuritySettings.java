package io.tabletalk.security.key;

import io.tabletalk.security.Secret;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Who may use this server.
///
/// @param apiKey the main key. Once it is set, every request needs a key: this one, or one made with it. Empty: nobody
///               is asked
@Validated
@ConfigurationProperties("tabletalk.security")
record SecuritySettings(@DefaultValue("") Secret apiKey) {

    /// What fits into a header, and is too long to be guessed.
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{20,200}");

    SecuritySettings {
        String key = apiKey.reveal();
        if (!key.isEmpty() && !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("tabletalk.security.api-key (TABLETALK_API_KEY) has 20 to 200 letters,"
                    + " digits and signs of ASCII, without blanks.");
        }
    }

    boolean isKeyRequired() {
        return !apiKey.reveal().isEmpty();
    }
}
