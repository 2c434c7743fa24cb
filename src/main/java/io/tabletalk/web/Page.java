package io.tabletalk.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/// The page at `/`, and what browsers may do on its behalf. Read once, when the server starts.
@Component
class Page {

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final String markup;
    private final String policy;

    Page() {
        this.markup = read();
        this.policy = policy(hash(importMap(markup)));
    }

    String markup() {
        return markup;
    }

    /// The content security policy: scripts, styles and data from this server only, and no text that becomes markup
    /// except Lit's own templates. The import map has to stand in the page itself, so it is allowed by its hash.
    String policy() {
        return policy;
    }

    private static String policy(String importMap) {
        return "default-src 'none'; script-src 'self' 'sha256-" + importMap + "'; style-src 'self';"
                + " img-src 'self' data:; connect-src 'self'; require-trusted-types-for 'script';"
                + " trusted-types lit-html; " + SecurityHeadersFilter.CLOSED;
    }

    private static String importMap(String markup) {
        Matcher found = IMPORT_MAP.matcher(markup);
        if (!found.find()) {
            throw new IllegalStateException("The page has no import map.");
        }
        return found.group(1);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read() {
        try {
            return new ClassPathResource("static/index.html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The page is not in this program", e);
        }
    }
}
