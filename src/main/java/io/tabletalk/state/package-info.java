/// Where Tabletalk keeps what it must not forget: the data directory and the state database, which lies in it or on a
/// PostgreSQL server.
///
/// This module opens and migrates the database; each other module owns its own tables and reads no others.
@org.springframework.modulith.ApplicationModule(
        displayName = "State",
        allowedDependencies = {"health", "role", "security"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.state;
