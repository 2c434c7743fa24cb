package io.tabletalk.source.jdbc;

import java.util.regex.Pattern;

/// Accepts a query that can be put into parentheses and read from like a table. What it may see is up to the rights of
/// the user who runs it, and what it could change is kept out by the read-only transaction too; here it is made sure
/// that it is one query.
final class ReadOnlyQuery {

    private static final Pattern BEGIN = Pattern.compile("(?is)\\s*(select|with)\\b.*");

    private ReadOnlyQuery() {}

    /// @throws IllegalArgumentException when it is something else, in words for the user
    static void require(String query) {
        if (!BEGIN.matcher(query).matches()) {
            throw new IllegalArgumentException("the query has to begin with SELECT or WITH.");
        }
        int depth = 0;
        for (int i = 0; i < query.length(); i++) {
            char next = query.charAt(i);
            if (next == '\'' || next == '"' || next == '`') {
                i = endOfQuotes(query, i);
            } else if (next == ';') {
                throw new IllegalArgumentException("the query has to be one statement, without a semicolon.");
            } else if (next == '#' || query.startsWith("--", i) || query.startsWith("/*", i)) {
                throw new IllegalArgumentException("the query may hold no comment.");
            } else if (next == '\\') {
                throw new IllegalArgumentException("the query may hold no backslash.");
            } else if (next == '(') {
                depth++;
            } else if (next == ')' && --depth < 0) {
                throw new IllegalArgumentException("the query has a closing parenthesis too many.");
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("the query has an opening parenthesis too many.");
        }
    }

    /// A backslash within quotes is refused: databases disagree about what it does there.
    private static int endOfQuotes(String query, int start) {
        int end = query.indexOf(query.charAt(start), start + 1);
        if (end < 0) {
            throw new IllegalArgumentException("the query has quotes that do not end.");
        }
        if (query.substring(start, end).indexOf('\\') >= 0) {
            throw new IllegalArgumentException("the query may hold no backslash.");
        }
        return end;
    }
}
