/// How a part says whether it works: every component has a [io.tabletalk.health.HealthCheck], and `/status` lists them.
@org.springframework.modulith.ApplicationModule(
        displayName = "Health",
        allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package io.tabletalk.health;
