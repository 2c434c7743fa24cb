/// The searchable knowledge: whole documents are put in and taken out, passages are found by words and by meaning.
@org.springframework.modulith.ApplicationModule(
        displayName = "Index",
        allowedDependencies = {"knowledge", "embedding", "health", "role", "security", "state"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.index;
