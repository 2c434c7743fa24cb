/// Turns text into vectors, in process.
@org.springframework.modulith.ApplicationModule(
        displayName = "Embedding",
        allowedDependencies = {"health", "role", "state"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.embedding;
