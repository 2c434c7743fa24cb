/// Answers questions from the index, with sources: retrieval, prompts, models, citations, history.
@org.springframework.modulith.ApplicationModule(
        displayName = "Chat",
        allowedDependencies = {
            "knowledge",
            "embedding",
            "index",
            "retrieval",
            "source",
            "health",
            "state",
            "security",
            "web"
        })
@org.jspecify.annotations.NullMarked
package io.tabletalk.chat;
