/// Puts what a search has found in a better order, where that is worth its time.
@org.springframework.modulith.ApplicationModule(
        displayName = "Retrieval",
        allowedDependencies = {"embedding", "index", "knowledge"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.retrieval;
