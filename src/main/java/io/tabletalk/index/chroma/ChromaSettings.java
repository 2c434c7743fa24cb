package io.tabletalk.index.chroma;

import io.tabletalk.security.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param url         where the server is, without credentials; `https` for TLS
/// @param certificate of the authority that vouches for the server, as a PEM file; null trusts those Java trusts
/// @param tenant      made when it is missing
/// @param database    within the tenant; made when it is missing
/// @param collection  of the passages; that of the documents has `-documents` behind it
/// @param username    for basic authentication; empty for none
/// @param token       for bearer authentication; empty for none
/// @param tokenHeader what carries the token
/// @param timeout     how long one answer may take
@Validated
@ConfigurationProperties("tabletalk.index.chroma")
record ChromaSettings(
        @NotNull @DefaultValue("http://127.0.0.1:8001") URI url,
        @Nullable Path certificate,
        @NotBlank @DefaultValue("default_tenant") String tenant,
        @NotBlank @DefaultValue("default_database") String database,

        @NotNull @Pattern(regexp = "[a-zA-Z0-9][a-zA-Z0-9._-]{1,500}[a-zA-Z0-9]") @DefaultValue("tabletalk")
        String collection,

        @NotNull @DefaultValue("") String username,
        @Nullable Secret password,
        @Nullable Secret token,
        @NotNull @DefaultValue("authorization") TokenHeader tokenHeader,
        @NotNull @DefaultValue("30s") Duration timeout) {

    enum TokenHeader {
        /// `Authorization: Bearer …`
        AUTHORIZATION,
        /// `X-Chroma-Token: …`
        X_CHROMA_TOKEN
    }

    @AssertTrue(message = "must be http or https, with no user or password in it")
    boolean isUrlUsable() {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null;
    }

    @AssertTrue(message = "a token and a username cannot both be given")
    boolean isOneKindOfCredentials() {
        return username.isEmpty() || isEmpty(token);
    }

    boolean hasToken() {
        return !isEmpty(token);
    }

    private static boolean isEmpty(@Nullable Secret secret) {
        return secret == null || secret.reveal().isEmpty();
    }
}
