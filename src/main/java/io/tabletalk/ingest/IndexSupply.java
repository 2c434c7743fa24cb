package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How what was embedded gets into the index of this process.
interface IndexSupply {

    /// Returns once the index holds these updates, or newer ones of the same documents, for good.
    ///
    /// @return of the documents that are counted, those which the index did not hold before, as far as that is
    /// known
    Set<DocumentKey> bringIn(List<VectorUpdate> updates);

    /// The documents that these put into an index, and that are counted.
    static List<VectorUpdate> counted(List<VectorUpdate> messages) {
        return messages.stream()
                .filter(message -> message.origin().isOfPart())
                .filter(message -> message.update() instanceof DocumentUpdate.Replace)
                .toList();
    }

    /// Returns once the index holds every update that was published before the call: an index that is one of several
    /// must not be asked what it holds before it holds what others have reported.
    void awaitPublished();

    /// Documents of a source which the index should hold and cannot, and which have to be swept all the same when they
    /// are gone. The caller closes the stream.
    Stream<IndexedDocument> leftOut(SourceId source);
}
