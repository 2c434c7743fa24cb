-- What deletions have removed: counts, no text. Receipts stay when their source is gone.
CREATE TABLE deletion_receipt (
    id             TEXT     PRIMARY KEY,
    source         TEXT     NOT NULL,
    document_key   TEXT,              -- null when the whole source was deleted
    requested_at   TEXT     NOT NULL,
    removed        TEXT     NOT NULL, -- JSON: how much of what
    excluded       SMALLINT NOT NULL,
    source_held_at TEXT,
    completed_at   TEXT,              -- null while it may still be found
    expunged_at    TEXT               -- null while bytes may be in files
);

CREATE INDEX deletion_receipt_source ON deletion_receipt (source, requested_at);

-- Documents that were deleted and stay out, although their source may go on to hold them.
CREATE TABLE excluded_document (
    source       TEXT NOT NULL,
    document_key TEXT NOT NULL,
    excluded_at  TEXT NOT NULL,
    PRIMARY KEY (source, document_key)
);

-- Which answers show passages of which documents: the answers to these questions.
CREATE TABLE chat_snippet (
    question_id  BIGINT NOT NULL REFERENCES chat_message (id) ON DELETE CASCADE,
    source       TEXT   NOT NULL,
    document_key TEXT   NOT NULL,
    PRIMARY KEY (source, document_key, question_id)
);

CREATE INDEX chat_snippet_question ON chat_snippet (question_id);
