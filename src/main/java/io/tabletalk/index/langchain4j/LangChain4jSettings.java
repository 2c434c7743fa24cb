package io.tabletalk.index.langchain4j;

import io.tabletalk.security.Secret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param store      the class of the store, which has to be on the class path
/// @param name       of what is kept in the store: another name begins with an empty index
/// @param properties what its builder is given, by the names of the builder's methods; each may be a credential
@Validated
@ConfigurationProperties("tabletalk.index.langchain4j")
record LangChain4jSettings(
        @NotBlank String store,
        @NotBlank @DefaultValue("default") String name,
        @NotNull @DefaultValue Map<String, Secret> properties) {}
