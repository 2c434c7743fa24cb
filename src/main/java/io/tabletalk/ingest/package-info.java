/// Brings what sources hold into the index, completely and exactly once as far as anyone can see: the stages (plan,
/// read, embed, apply), the batches that count them, and the sweep of what is gone.
@org.springframework.modulith.ApplicationModule(
        displayName = "Ingest",
        allowedDependencies = {
            "knowledge",
            "source",
            "pipeline",
            "redis",
            "role",
            "embedding",
            "index",
            "health",
            "state",
            "security",
            "web"
        })
@org.jspecify.annotations.NullMarked
package io.tabletalk.ingest;
