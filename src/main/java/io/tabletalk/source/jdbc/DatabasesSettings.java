package io.tabletalk.source.jdbc;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param allowedUrls what the addresses of sources of kind `jdbc` may begin with; none when empty
@Validated
@ConfigurationProperties("tabletalk.jdbc")
record DatabasesSettings(
        @DefaultValue
        List<@Pattern(regexp = "jdbc:[^:]+:.+", message = "must begin like jdbc:h2:tcp://server/") String>
                allowedUrls) {}
