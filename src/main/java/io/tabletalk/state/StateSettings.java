package io.tabletalk.state;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param dataDir the directory under which everything is stored; made when it is missing
@Validated
@ConfigurationProperties("tabletalk")
record StateSettings(@NotNull @DefaultValue("data") Path dataDir) {}
