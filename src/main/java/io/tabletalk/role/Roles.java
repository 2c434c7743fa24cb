package io.tabletalk.role;

import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/// What this process does.
///
/// @param roles            its part of the pipeline's work
/// @param answersQuestions whether it serves people and programs; a worker does not
public record Roles(Set<Role> roles, boolean answersQuestions) {

    public Roles {
        roles = Set.copyOf(roles);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    static Roles of(Environment environment) {
        return Binder.get(environment)
                .bindOrCreate(RoleSettings.PREFIX, RoleSettings.class)
                .toRoles();
    }
}
