/// A Redis server that several processes share, when one is configured: what is kept there is there to be had fast, and
/// may be lost. It comes and goes while everything else works on.
@org.springframework.modulith.ApplicationModule(
        displayName = "Redis",
        allowedDependencies = {"health", "security"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.redis;
