package io.tabletalk.role;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Tells the other modules what this process does.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoleSettings.class)
class RoleConfiguration {

    @Bean
    Roles roles(RoleSettings settings) {
        return settings.toRoles();
    }
}
