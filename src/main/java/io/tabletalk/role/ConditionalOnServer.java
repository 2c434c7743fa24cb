package io.tabletalk.role;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/// Makes a bean only in processes that answer questions, not in workers.
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = "tabletalk.worker", havingValue = "false", matchIfMissing = true)
public @interface ConditionalOnServer {}
