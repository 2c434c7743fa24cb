package io.tabletalk.index.lucene;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourcePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes documents as blocks of Lucene documents and reads them back.
final class Blocks {

    /// A term may have 32,766 bytes. A text of more characters than this is shown, but cannot be filtered on.
    static final int MAX_TERM = 8_000;

    /// Codes either stand in a passage or not: neither how often nor how long the passage is matters.
    private static final FieldType IDENTIFIERS = new FieldType();

    static {
        IDENTIFIERS.setIndexOptions(IndexOptions.DOCS);
        IDENTIFIERS.setOmitNorms(true);
        IDENTIFIERS.freeze();
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Blocks() {}

    /// What is stored of a passage.
    record StoredPassage(DocumentKey key, String title, Metadata metadata, Passage passage, SourcePosition position) {}

    /// What is stored of a document besides what its passages hold.
    ///
    /// @param indexedAt null in what an earlier version has written
    record Summary(
            String title, Metadata metadata, @Nullable Instant indexedAt) {}

    static List<Document> of(DocumentUpdate.Replace update) {
        List<Document> block = new ArrayList<>();
        for (EmbeddedPassage passage : update.passages()) {
            block.add(passage(update, passage));
        }
        block.add(header(update));
        return block;
    }

    private static Document header(DocumentUpdate.Replace update) {
        IndexedDocument document = new IndexedDocument(
                update.key(),
                update.contentHash(),
                update.position(),
                update.passages().size());
        Document header = new Document();
        header.add(new StringField(Fields.KEY, Fields.key(update.key()).bytes(), Store.NO));
        header.add(new StringField(Fields.DOCUMENT_SOURCE, update.key().source().value(), Store.NO));
        header.add(new BinaryDocValuesField(Fields.DOCUMENT, new BytesRef(JSON.writeValueAsBytes(document))));
        header.add(new StoredField(
                Fields.SUMMARY, JSON.writeValueAsBytes(new Summary(update.title(), update.metadata(), Instant.now()))));
        return header;
    }

    private static Document passage(DocumentUpdate.Replace update, EmbeddedPassage embedded) {
        Passage passage = embedded.passage();
        Document document = new Document();
        document.add(new StringField(Fields.KEY, Fields.key(update.key()).bytes(), Store.NO));
        document.add(
                new StringField(Fields.PASSAGE_SOURCE, update.key().source().value(), Store.NO));
        String words = passage.textWith(update.metadata());
        document.add(new TextField(Fields.TEXT, words, Store.NO));
        document.add(new Field(Fields.IDENTIFIERS, words, IDENTIFIERS));
        if (embedded.vector().length > 0) {
            document.add(
                    new KnnFloatVectorField(Fields.VECTOR, embedded.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        }
        if (embedded.tokens().isKnown()) {
            document.add(new BinaryDocValuesField(
                    Fields.TOKENS, new BytesRef(embedded.tokens().bytes())));
        }
        document.add(new StoredField(
                Fields.PASSAGE,
                JSON.writeValueAsBytes(new StoredPassage(
                        update.key(), update.title(), update.metadata(), passage, update.position()))));
        update.metadata().values().forEach((name, value) -> addMetadata(document, name, value));
        return document;
    }

    private static void addMetadata(Document document, String name, Object value) {
        document.add(new StringField(Fields.METADATA_NAMES, name, Store.NO));
        switch (value) {
            case List<?> many -> many.forEach(one -> addText(document, name, String.valueOf(one)));
            case Number number -> document.add(new DoublePoint(Fields.number(name), number.doubleValue()));
            case Boolean flag -> document.add(new StringField(Fields.flag(name), flag.toString(), Store.NO));
            default -> addText(document, name, value.toString());
        }
    }

    private static void addText(Document document, String name, String text) {
        if (text.length() <= MAX_TERM) {
            document.add(new StringField(Fields.text(name), text, Store.NO));
        }
    }

    static IndexedDocument readHeader(BytesRef stored) {
        return JSON.readValue(stored.bytes, stored.offset, stored.length, IndexedDocument.class);
    }

    static Summary readSummary(BytesRef stored) {
        return JSON.readValue(stored.bytes, stored.offset, stored.length, Summary.class);
    }

    static StoredPassage readPassage(BytesRef stored) {
        return JSON.readValue(stored.bytes, stored.offset, stored.length, StoredPassage.class);
    }
}
