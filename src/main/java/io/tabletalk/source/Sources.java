package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sources that users have defined. Safe for use by several threads.
public interface Sources {

    /// The kinds of source this server can open, sorted.
    List<String> types();

    /// Checks the settings and remembers them under `id`, or under the factory's default name when `id` is empty. A
    /// definition of the same name and kind is replaced; its documents stay.
    ///
    /// @param settings snake_case names to plain values, as read from JSON or configuration
    /// @throws SourceException INVALID when the type is unknown, the settings are wrong, or the name belongs to a
    /// source
    ///                         of another kind
    SourceDefinition define(Optional<SourceId> id, String type, Map<String, Object> settings);

    Optional<SourceDefinition> find(SourceId id);

    /// All definitions, by name.
    List<SourceDefinition> all();

    /// Opens a defined source. The caller closes it.
    ///
    /// @throws SourceException INVALID when there is none of that name
    Source open(SourceId id);

    /// Opens a source from settings that are not remembered, to test them. The caller closes it.
    Source open(String type, Map<String, Object> settings);

    /// Opens the feed of a defined source; empty when it is not live, or there is none of that name. The caller closes
    /// it.
    Optional<ChangeFeed> feed(SourceId id);

    /// What is to be read when the server starts.
    List<IngestAtStart> ingestAtStart();

    /// Forgets a definition; its documents are not touched. Returns whether there was one.
    boolean remove(SourceId id);

    /// A source to read at start.
    ///
    /// @param once only when it has never been read before (the sample data); otherwise at every start
    record IngestAtStart(SourceId source, boolean once) {}
}
