package io.tabletalk.index.lucene;

import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import org.apache.lucene.index.Term;

/// The names of the fields of a Lucene document.
///
/// A document is one block: its passages, then one entry for the document itself, so that a document without passages
/// is known too. All entries of a block share [#KEY], by which the block is replaced or removed as one.
final class Fields {

    /// Source and key of the document; in every entry.
    static final String KEY = "key";

    /// The source, in the entry of the document itself.
    static final String DOCUMENT_SOURCE = "document-source";

    /// What [io.tabletalk.index.IndexedDocument] says, as JSON, in the entry of the document itself.
    static final String DOCUMENT = "document";

    /// Title, metadata and time of the document, as JSON, in the entry of the document itself.
    static final String SUMMARY = "summary";

    /// The source, in each passage.
    static final String PASSAGE_SOURCE = "passage-source";

    /// Heading and text of a passage, and the fields of its document that they do not show; analysed.
    static final String TEXT = "text";

    /// The codes in the same, whole; see [Identifiers].
    static final String IDENTIFIERS = "identifiers";

    static final String VECTOR = "vector";

    /// What is known of the tokens of a passage: the bytes of [io.tabletalk.embedding.TokenCodes]. Beside the rest, so
    /// that
    /// only who asks for them reads them.
    static final String TOKENS = TokenCodes.FORM;

    /// Everything a [io.tabletalk.index.Hit] shows of a passage, as JSON.
    static final String PASSAGE = "passage";

    /// The names of the metadata fields that a passage's document has.
    static final String METADATA_NAMES = "metadata-names";

    private Fields() {}

    static String text(String name) {
        return "metadata-text:" + name;
    }

    static String number(String name) {
        return "metadata-number:" + name;
    }

    static String flag(String name) {
        return "metadata-flag:" + name;
    }

    static Term key(DocumentKey key) {
        return new Term(KEY, keysOf(key.source()) + key.key());
    }

    /// What [#KEY] begins with for all documents of a source.
    static String keysOf(SourceId source) {
        return source + "\0";
    }
}
