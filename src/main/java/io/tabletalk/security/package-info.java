/// What must stay private, and who may do what.
@org.springframework.modulith.ApplicationModule(displayName = "Security", allowedDependencies = "web")
@org.jspecify.annotations.NullMarked
package io.tabletalk.security;
