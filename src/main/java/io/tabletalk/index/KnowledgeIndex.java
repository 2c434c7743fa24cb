package io.tabletalk.index;

import io.tabletalk.health.Health;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Holds documents as passages with vectors and finds them. Safe for use by several threads.
public interface KnowledgeIndex extends AutoCloseable {

    /// Replaces or removes whole documents. When it returns, the updates survive a crash and every later search sees
    /// them. A search that runs meanwhile sees each document either as it was or as it is now, never without
    /// passages
    /// or with both. Idempotent; an update whose position is older than the one held is dropped.
    ///
    /// @throws IndexException when the updates could not be stored; some of them may have been
    void apply(List<DocumentUpdate> updates);

    /// The best passages, best first.
    List<Hit> search(SearchQuery query);

    /// What is held of these documents; keys that are not held are missing from the answer.
    Map<DocumentKey, IndexedDocument> find(Collection<DocumentKey> keys);

    /// A document with its passages, when it is held.
    Optional<HeldDocument> read(DocumentKey key);

    /// Documents of a source by key, in the order of the keys' code points. Costs no more for a page far behind than
    /// for the first.
    List<ListedDocument> list(Listing listing);

    /// Rewrites the files, so that they hold nothing any more of what was removed or replaced before. In a large index
    /// this takes minutes; searches and [#apply] go on meanwhile.
    ///
    /// @return whether that is so now; false of an index whose files are in other hands
    /// @throws IndexException when the files cannot be written
    default boolean expunge() {
        return false;
    }

    /// Every document of a source as of now, in no particular order, read lazily. The caller closes the stream.
    Stream<IndexedDocument> documents(SourceId source);

    /// Documents held, of one source.
    long documentCount(SourceId source);

    long documentCount();

    long passageCount();

    /// How rare words are: `ln(1 + passages / passages with it)`, 1 for each where the index does not count words.
    ///
    /// @param words as they stand in a text; a word that is not searched for, such as "the", counts as standing
    ///              everywhere
    default List<Double> rarity(List<String> words) {
        return words.stream().map(word -> 1.0).toList();
    }

    /// What it can do of what not every index can.
    default Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    Health check();

    @Override
    void close();
}
