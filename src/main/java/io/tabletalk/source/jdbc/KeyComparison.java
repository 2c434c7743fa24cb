package io.tabletalk.source.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Compares a key of several columns with a value, column by column: not every database can compare whole rows.
///
/// @param sql        the condition, in parentheses
/// @param parameters for its question marks, in their order
record KeyComparison(String sql, List<Parameter> parameters) {

    private record Parameter(Column column, String value) {}

    /// Rows whose key stands after this one; for `>=` also that very one; for `<` those before it.
    ///
    /// @param comparison `>`, `>=` or `<`
    static KeyComparison of(Quoting quoting, List<Column> key, String comparison, List<String> values) {
        String strict = comparison.substring(0, 1);
        List<String> cases = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            List<String> conditions = new ArrayList<>();
            for (int j = 0; j <= i; j++) {
                boolean last = j == key.size() - 1;
                String operator = j < i ? "=" : last ? comparison : strict;
                conditions.add(quoting.column(key.get(j)) + " " + operator + " ?");
                parameters.add(new Parameter(key.get(j), values.get(j)));
            }
            cases.add(String.join(" AND ", conditions));
        }
        return new KeyComparison("(" + String.join(" OR ", cases) + ")", parameters);
    }

    /// Sets the parameters from that place on, and returns the place after them.
    int set(PreparedStatement statement, int first) throws SQLException {
        int place = first;
        for (Parameter parameter : parameters) {
            if (parameter.column().category() == 'N') {
                statement.setLong(place++, Long.parseLong(parameter.value()));
            } else {
                statement.setString(place++, parameter.value());
            }
        }
        return place;
    }
}
