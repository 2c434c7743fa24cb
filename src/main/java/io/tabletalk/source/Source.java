package io.tabletalk.source;

import io.tabletalk.health.Health;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Something that holds documents and can be read: a table, a collection, a folder of files.
///
/// An implementation only reads. It is safe for use by several threads, reads each split on its own, and keeps no more
/// in memory than one batch of rows. Every method throws [SourceException] for what the user or the other side got
/// wrong, saying whether trying again may help.
public interface Source extends AutoCloseable {

    /// Are reads likely to succeed? Cheap and repeatable; never throws.
    default Health check() {
        try {
            return Health.up(probe());
        } catch (SourceException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    /// As [#check], for who wants to know what kind of failure it is.
    ///
    /// @return what can be read now, in a sentence
    /// @throws SourceException why reads are not likely to succeed
    String probe();

    /// What there is to read: fields, types, keys, an estimate of the size, and a few sample rows.
    SourceSchema schema();

    /// The names of the tables, collections or whatever else could be read in place of this one, sorted; empty where
    /// there is no choice. Does not look at the one that is set, see [SourceFactory#tableSetting].
    default List<String> tables() {
        return List.of();
    }

    /// Cuts the source into parts that together hold every document exactly once. Each can be read on its own, in
    /// parallel, and again after a failure. Planning twice may give different splits.
    List<Split> plan();

    /// Reads one split, lazily and in a stable order. The caller closes the stream, which frees the connection or file.
    /// A row that cannot be understood is an [SourceRecord.Unreadable] in its place; the rows after it still
    /// follow.
    /// When the source itself fails, the stream throws [SourceException].
    Stream<SourceRecord> read(Split split);

    /// The same source for who wants to know what it really holds: read without anything that is kept of former reads.
    /// It is closed with this one.
    default Source readAnew() {
        return this;
    }

    /// What a complete read of a split leaves out on purpose, though a user may expect it: a sentence for each place,
    /// with numbers, names and reasons. Not what fails, which is an [SourceRecord.Unreadable].
    default List<String> leftOut(Split split) {
        return List.of();
    }

    /// What a page of one of its files looks like now; empty when it has no such file, or files of that form have no
    /// pages to look at.
    ///
    /// @param file as [io.tabletalk.knowledge.Place#file] says
    /// @param page from 1
    default Optional<PageImage> page(String file, int page) {
        return Optional.empty();
    }

    /// Frees connections and files. Reading afterwards fails.
    @Override
    void close();
}
