package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.util.Optional;
import java.util.Set;

/// A kind of source. A Spring bean of this type makes the kind available everywhere: configuration, API, command line.
///
/// @param <C> the settings as a record. It is read from snake_case JSON, unknown fields are refused, its Bean
/// Validation
///            constraints are checked, and its [io.tabletalk.security.Secret] components are write-only.
public interface SourceFactory<C> {

    /// The kind's name in `db_type` and `type`, lower case: `postgresql`, `csv`.
    String type();

    Class<C> settingsType();

    /// A name for a source with these settings, for a user who gave none. The same settings always give the same name,
    /// and it never holds a credential.
    SourceId defaultId(C settings);

    /// Names of top-level settings that may change while a masked credential keeps its stored value, such as the table
    /// or the fields to read. When any other setting changes (the host, the user name) the credential must be given
    /// again: it could otherwise be sent to a server that it was not given for, by someone who never knew it.
    default Set<String> changeableWithStoredCredentials() {
        return Set.of();
    }

    /// The setting that names what is read out of several, such as `table`: [Source#tables] are its possible values.
    default Optional<String> tableSetting() {
        return Optional.empty();
    }

    /// Opens the source. Connects as late as possible: what is wrong with the other side shows in [Source#check] or on
    /// reading.
    ///
    /// @throws SourceException when the settings themselves cannot work
    Source open(SourceId id, C settings);

    /// Follows the source, when its settings ask for that and the kind can do it. Connects as late as [#open] does.
    ///
    /// @throws SourceException when the settings themselves cannot work
    default Optional<ChangeFeed> feed(SourceId id, C settings) {
        return Optional.empty();
    }
}
