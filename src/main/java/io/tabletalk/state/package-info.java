/// Where Tabletalk keeps what it must not forget: the data directory and the state database in it.
///
/// This module opens and migrates the database; each other module owns its own tables and reads no others.
@org.springframework.modulith.ApplicationModule(displayName = "State", allowedDependencies = "health")
@org.jspecify.annotations.NullMarked
package io.tabletalk.state;
