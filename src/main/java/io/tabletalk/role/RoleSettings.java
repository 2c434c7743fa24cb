package io.tabletalk.role;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param roles  what this process does of the pipeline's work; empty for all
/// @param worker whether it does only that, and answers no questions
@ConfigurationProperties(RoleSettings.PREFIX)
record RoleSettings(
        @DefaultValue Set<Role> roles,
        @DefaultValue("false") boolean worker) {

    static final String PREFIX = "tabletalk";

    Roles toRoles() {
        return new Roles(roles.isEmpty() ? EnumSet.allOf(Role.class) : roles, !worker);
    }
}
