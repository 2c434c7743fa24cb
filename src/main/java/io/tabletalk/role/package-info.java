/// What this process does of the work that processes share.
@org.springframework.modulith.ApplicationModule(
        displayName = "Role",
        allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package io.tabletalk.role;
