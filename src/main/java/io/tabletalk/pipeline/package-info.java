/// How work moves: topics, the transport that carries messages, and the runner that retries, isolates and counts them.
///
/// Stages do not know which transport runs them; transports only move messages.
@org.springframework.modulith.ApplicationModule(
        displayName = "Pipeline",
        allowedDependencies = {"health", "state", "web"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.pipeline;
