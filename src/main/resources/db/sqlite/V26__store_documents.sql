-- What lies in a store of vectors that LangChain4j reaches: which version of a document's passages counts.
CREATE TABLE store_document (
    store          TEXT NOT NULL,
    source         TEXT NOT NULL,
    document_key   TEXT NOT NULL,
    content_hash   TEXT NOT NULL,
    position_order BIGINT NOT NULL,
    as_of          TEXT NOT NULL,
    title          TEXT NOT NULL,
    metadata       TEXT NOT NULL,
    passages       INTEGER NOT NULL,
    version        TEXT NOT NULL,
    indexed_at     TEXT NOT NULL,
    PRIMARY KEY (store, source, document_key)
);

-- Passages that do not count (any more) and may still lie there.
CREATE TABLE store_leftover (
    store        TEXT NOT NULL,
    source       TEXT NOT NULL,
    document_key TEXT NOT NULL,
    version      TEXT NOT NULL,
    passages     INTEGER NOT NULL,
    PRIMARY KEY (store, source, document_key, version)
);
