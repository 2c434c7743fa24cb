package io.tabletalk.source.jdbc;

/// A table, a view or a query, and how it is written in SQL.
///
/// @param table   what the database says about it; of a query, its columns
/// @param from    what stands after FROM, its name in the query included
/// @param quoting how its columns are written
record Relation(Table table, String from, Quoting quoting) {}
