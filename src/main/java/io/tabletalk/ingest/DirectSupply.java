package io.tabletalk.ingest;

import io.tabletalk.index.DocumentTraces.Gone;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.WorkLease;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;

/// Whoever works the updates off applies them: there is one index.
final class DirectSupply implements IndexSupply {

    private final KnowledgeIndex index;
    private final Traces traces;
    private final Receipts receipts;

    DirectSupply(KnowledgeIndex index, Traces traces, Receipts receipts) {
        this.index = index;
        this.traces = traces;
        this.receipts = receipts;
    }

    @Override
    public Set<DocumentKey> bringIn(List<VectorUpdate> messages) {
        List<VectorUpdate> wanted = receipts.withoutDeleted(messages);
        List<DocumentUpdate> updates = wanted.stream().map(VectorUpdate::update).toList();
        try {
            Set<DocumentKey> added = notHeld(IndexSupply.counted(wanted));
            List<Gone> gone = Traces.gone(index, updates);
            WorkLease.require();
            traces.forgetAround(gone, () -> index.apply(updates));
            return added;
        } catch (IndexException e) {
            throw IndexFailure.of(e);
        } catch (DataAccessException e) {
            throw new RetriableException("The state database could not be written.", e);
        }
    }

    private Set<DocumentKey> notHeld(List<VectorUpdate> messages) {
        Set<DocumentKey> keys =
                messages.stream().map(message -> message.update().key()).collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            keys.removeAll(index.find(keys).keySet());
        }
        return keys;
    }

    @Override
    public void awaitPublished() {}

    @Override
    public Stream<IndexedDocument> leftOut(SourceId source) {
        return Stream.empty();
    }
}
