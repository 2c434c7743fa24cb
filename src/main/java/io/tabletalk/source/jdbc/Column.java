package io.tabletalk.source.jdbc;

/// A column as the database describes it.
///
/// @param type     as written in SQL, such as `character varying(20)` or `public.year`
/// @param category the database's own category of the type, `S` text, `N` number, `B` boolean, `D` date or time,
///                 `E` enumeration, `A` array, others
/// @param baseType the type's plain name, that of a domain being the type it rests on
record Column(String name, String type, char category, String baseType, boolean nullable) {

    boolean isBinary() {
        return baseType.equals("bytea");
    }

    /// Derived by the database from other columns for its own text search; nothing to read.
    boolean isSearchIndex() {
        return baseType.equals("tsvector");
    }

    boolean isText() {
        return category == 'S' || baseType.equals("json") || baseType.equals("jsonb") || baseType.equals("xml");
    }
}
