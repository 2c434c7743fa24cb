package io.tabletalk.role;

import java.util.Objects;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Decides [ConditionalOnRole].
final class OnRole implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        MergedAnnotation<ConditionalOnRole> wanted = metadata.getAnnotations().get(ConditionalOnRole.class);
        Roles roles = Roles.of(Objects.requireNonNull(context.getEnvironment()));
        return roles.has(wanted.getEnum("value", Role.class))
                || (wanted.getBoolean("orAnsweringQuestions") && roles.answersQuestions());
    }
}
