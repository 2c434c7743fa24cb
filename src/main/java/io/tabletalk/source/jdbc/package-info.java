/// Reads tables and views of PostgreSQL: introspected, cut by key range, through read-only connections.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.jdbc;
