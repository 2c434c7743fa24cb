package io.tabletalk.ingest.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.index.Capability;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.index.Listing;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows the documents of a source as the index holds them.
@RestController
@RequestMapping("/api/sources/{name}")
@Tag(name = "Documents", description = "What the index holds of a source, document by document")
class DocumentController {

    private static final int MAX_WORDS = 500;

    private final Sources sources;
    private final KnowledgeIndex index;

    DocumentController(Sources sources, KnowledgeIndex index) {
        this.sources = sources;
        this.index = index;
    }

    /// @param passages  how many it has
    /// @param indexedAt when it was put into the index; null when an earlier version did
    /// @param asOf      when the source held this state
    record DocumentLine(
            String key,
            String title,
            int passages,
            @Nullable Instant indexedAt,
            Instant asOf) {
        static DocumentLine of(ListedDocument document) {
            return new DocumentLine(
                    document.key().key(),
                    document.title(),
                    document.passages(),
                    document.indexedAt(),
                    document.position().asOf());
        }
    }

    /// @param next what to give as `after` for the next page, or null when this is the last
    record DocumentPage(
            List<DocumentLine> documents, @Nullable String next) {}

    record DocumentView(
            String source,
            String key,
            String title,
            Metadata metadata,
            @Nullable Instant indexedAt,
            Instant asOf,
            List<PassageView> passages) {
        static DocumentView of(HeldDocument document) {
            return new DocumentView(
                    document.key().source().value(),
                    document.key().key(),
                    document.title(),
                    document.metadata(),
                    document.indexedAt(),
                    document.position().asOf(),
                    document.passages().stream().map(PassageView::of).toList());
        }
    }

    /// @param number  1-based
    /// @param heading what stands above the text and is searched with it; may be empty
    /// @param place   file, row and page as far as they apply, and character offsets in the document's text
    record PassageView(int number, String heading, String text, Place place) {
        static PassageView of(Passage passage) {
            return new PassageView(passage.ordinal() + 1, passage.heading(), passage.text(), passage.place());
        }
    }

    @GetMapping("/documents")
    @Operation(
            summary = "The documents of a source, by key",
            description = "With a query, those whose key contains it, or of which one passage has all its words.")
    DocumentPage list(
            @PathVariable String name,
            @RequestParam @Nullable String after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(Listing.MAX_LIMIT - 1) int limit,
            @RequestParam(defaultValue = "") @Size(max = MAX_WORDS) String query) {
        if (!query.isBlank() && !index.capabilities().contains(Capability.LIST_BY_WORDS)) {
            throw ApiException.invalid("query_unsupported", "query: this index cannot list documents by their words.");
        }
        List<ListedDocument> documents = index.list(new Listing(existing(name), after, query, limit + 1));
        List<DocumentLine> page =
                documents.stream().limit(limit).map(DocumentLine::of).toList();
        return new DocumentPage(page, documents.size() > limit ? page.getLast().key() : null);
    }

    @GetMapping("/documents/{*key}")
    @Operation(
            summary = "One document with its passages",
            description = "Slashes of the key stand as they are. A key that a path cannot carry, such as one with a"
                    + " backslash or two slashes in a row: /api/sources/{name}/document?key=…")
    DocumentView inPath(@PathVariable String name, @PathVariable @Schema(example = "1") String key) {
        return find(name, key.substring(1));
    }

    @GetMapping("/document")
    @Operation(summary = "One document with its passages, whatever its key is")
    DocumentView find(@PathVariable String name, @RequestParam String key) {
        SourceId source = existing(name);
        return index.read(DocumentKeys.parse(source, key))
                .map(DocumentView::of)
                .orElseThrow(() -> DocumentKeys.notFound(source, key));
    }

    private SourceId existing(String name) {
        SourceId source = SourceNames.parse(name);
        if (sources.find(source).isEmpty()) {
            throw ApiException.notFound("source_not_found", "There is no source '" + name + "'.");
        }
        return source;
    }
}
