/// Tabletalk: chat with your own data. See ARCHITECTURE.md for the map of the packages.
@org.jspecify.annotations.NullMarked
package io.tabletalk;
