package io.tabletalk.index.chroma;

import io.tabletalk.index.SearchQuery.Options;
import io.tabletalk.index.chroma.ChromaCollection.Entry;
import io.tabletalk.index.chroma.RecordIds.PassageId;
import io.tabletalk.knowledge.Passage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The passages around those that were found, of the same version of their documents.
///
/// @param entries by id; the ordinals that a document does not have are missing
record Neighbours(Map<String, Entry> entries, Options options) {

    static Neighbours read(ChromaCollection passages, Options options, List<PassageId> found) {
        if (options.before() == 0 && options.after() == 0) {
            return new Neighbours(Map.of(), options);
        }
        List<String> wanted = found.stream()
                .flatMap(passage ->
                        ids(passage, passage.ordinal() - options.before(), passage.ordinal() + options.after() + 1))
                .distinct()
                .toList();
        return new Neighbours(passages.entries(wanted, "documents", "metadatas"), options);
    }

    private static Stream<String> ids(PassageId passage, int from, int to) {
        return IntStream.range(Math.max(0, from), to)
                .mapToObj(ordinal -> new PassageId(passage.document(), passage.version(), ordinal).toString());
    }

    List<Passage> before(PassageId passage) {
        return present(ids(passage, passage.ordinal() - options.before(), passage.ordinal()));
    }

    List<Passage> after(PassageId passage) {
        return present(ids(passage, passage.ordinal() + 1, passage.ordinal() + 1 + options.after()));
    }

    private List<Passage> present(Stream<String> ids) {
        return ids.filter(entries::containsKey)
                .map(entries::get)
                .map(PassageEntry::of)
                .toList();
    }
}
