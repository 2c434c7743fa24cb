/// Where documents come from: the [io.tabletalk.source.Source] contract, its kinds, and the sources a user has defined.
///
/// Each kind lives in a package of its own below this one and is found through its
/// [io.tabletalk.source.SourceFactory] bean.
@org.springframework.modulith.ApplicationModule(
        displayName = "Sources",
        allowedDependencies = {"knowledge", "health", "state", "security", "web"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.source;
