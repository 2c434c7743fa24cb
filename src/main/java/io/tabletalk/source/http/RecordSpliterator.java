package io.tabletalk.source.http;

import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.record.RecordDocuments;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The records of all pages; a page is asked for when the one before has been used up. For one thread.
final class RecordSpliterator extends Spliterators.AbstractSpliterator<SourceRecord> {

    private final Pages pages;
    private final RecordDocuments documents;
    private List<JsonNode> page = List.of();
    private int next;
    private long pageNumber;

    RecordSpliterator(Pages pages, RecordDocuments documents) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.pages = pages;
        this.documents = documents;
    }

    @Override
    public boolean tryAdvance(Consumer<? super SourceRecord> action) {
        while (next == page.size()) {
            @Nullable List<JsonNode> following = pages.next();
            if (following == null) {
                return false;
            }
            page = following;
            next = 0;
            pageNumber++;
        }
        JsonNode record = page.get(next++);
        action.accept(documents.recordOf(record, "page " + pageNumber + ", record " + next));
        return true;
    }
}
