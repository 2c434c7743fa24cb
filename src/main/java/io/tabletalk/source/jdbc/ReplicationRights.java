package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Whether the user may follow a table at all, told before anything is set up, and all at once: whoever has to ask an
/// administrator wants to do so once.
final class ReplicationRights {

    /// Amazon gives the right by a role of its own.
    private static final String RIGHTS = """
            SELECT quote_ident(r.rolname) AS user_name,
                   r.rolsuper OR r.rolreplication OR EXISTS (SELECT 1 FROM pg_roles hosted
                       WHERE hosted.rolname = 'rds_replication' AND pg_has_role(r.oid, hosted.oid, 'member')) AS replicates,
                   EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
                       WHERE s.nspname = ? AND c.relname = ? AND pg_has_role(r.oid, c.relowner, 'usage')) AS owns
            FROM pg_roles r WHERE r.rolname = current_user""";

    private ReplicationRights() {}

    /// @throws SourceException DENIED when the user has no right to replicate, with every statement that is missing
    static void require(Connection connection, Publication publication) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RIGHTS)) {
            statement.setString(1, publication.table().schema());
            statement.setString(2, publication.table().name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean("replicates")) {
                    throw denied(row.getString("user_name"), row.getBoolean("owns"), publication);
                }
            }
        }
    }

    private static SourceException denied(String user, boolean owns, Publication publication) throws SQLException {
        String publish = owns
                ? ""
                : publication
                        .missingStatement()
                        .map(statement -> " And the user may not publish table '"
                                + publication.table().name() + "'. Have its owner run: " + statement + ";")
                        .orElse("");
        return new SourceException(
                Kind.DENIED,
                "User " + user + " may not read the log of changes. Have an administrator run: ALTER ROLE " + user
                        + " REPLICATION;" + publish);
    }
}
