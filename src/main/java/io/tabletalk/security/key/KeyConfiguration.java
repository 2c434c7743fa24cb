package io.tabletalk.security.key;

import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.tabletalk.web.ErrorWriter;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// Puts the question for a key before every request.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class KeyConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(KeyConfiguration.class);

    /// Behind the checks of host and origin, whose refusals tell nothing, and before everything that reads or does.
    private static final int AFTER_ORIGIN = Ordered.HIGHEST_PRECEDENCE + 20;

    private static final String SCHEME = "api_key";

    KeyConfiguration(SecuritySettings settings, @Value("${server.address}") InetAddress address) {
        if (!settings.isKeyRequired() && !address.isLoopbackAddress()) {
            LOG.warn(
                    "The server listens at {} and asks for no API key: whoever reaches it can read and change everything."
                            + " Set TABLETALK_API_KEY.",
                    address.getHostAddress());
        }
    }

    @Bean
    FilterRegistrationBean<ApiKeyFilter> keyCheck(ApiKeys keys, ErrorWriter errors) {
        FilterRegistrationBean<ApiKeyFilter> registration =
                new FilterRegistrationBean<>(new ApiKeyFilter(keys, errors));
        registration.setOrder(AFTER_ORIGIN);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    /// Lets the documentation ask for the key.
    @Bean
    OpenApiCustomizer keyDescription(SecuritySettings settings) {
        return document -> {
            if (settings.isKeyRequired()) {
                document.getComponents()
                        .addSecuritySchemes(
                                SCHEME,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer"));
                document.addSecurityItem(new SecurityRequirement().addList(SCHEME));
            }
        };
    }
}
