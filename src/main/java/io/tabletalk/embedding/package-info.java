/// Turns text into vectors, in process or by a provider.
@org.springframework.modulith.ApplicationModule(
        displayName = "Embedding",
        allowedDependencies = {"health", "redis", "role", "security", "state"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.embedding;
