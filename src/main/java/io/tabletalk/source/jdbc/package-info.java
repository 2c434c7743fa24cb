/// Reads tables, views and queries of databases: introspected, cut by key range, through read-only connections.
///
/// PostgreSQL has a reader of its own, which knows its catalog and its types; all others are read as JDBC describes
/// them. Both share what a table is, which columns are read and for what, and how a row becomes a document.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.jdbc;
