-- The last audit of each source.
CREATE TABLE source_audit (
    source        TEXT   PRIMARY KEY,
    id            TEXT   NOT NULL,
    status        TEXT   NOT NULL, -- completed, failed
    started_at    TEXT   NOT NULL,
    finished_at   TEXT   NOT NULL,
    documents     BIGINT NOT NULL, -- of the source
    missing       BIGINT NOT NULL,
    stale         BIGINT NOT NULL,
    orphaned      BIGINT NOT NULL,
    unsettled     BIGINT NOT NULL,
    unreadable    BIGINT NOT NULL,
    document_keys TEXT   NOT NULL, -- JSON: the first that differed, each with its problem
    repair_batch  TEXT,
    repaired      BIGINT NOT NULL,
    error         TEXT
);
