-- Batches, their parts and their documents. Times and positions are microseconds since the epoch.

CREATE TABLE batch (
    id              TEXT     PRIMARY KEY,
    sequence        BIGINT   NOT NULL UNIQUE,    -- order of creation
    source          TEXT     NOT NULL,
    kind            TEXT     NOT NULL,           -- sync, removal
    status          TEXT     NOT NULL,           -- queued, running, completed, completed_with_errors, failed, cancelled
    phase           TEXT     NOT NULL,           -- planning, reading, sweeping, retrying, cancelling
    reopened        SMALLINT NOT NULL DEFAULT 0, -- 1 once a finished batch went on to retry a dead letter
    swept           SMALLINT NOT NULL DEFAULT 0, -- 1 once all removals are registered
    purged          SMALLINT NOT NULL DEFAULT 0, -- 1 once parts and documents are forgotten
    position        BIGINT,                      -- of the documents it reads; null until it starts
    since           BIGINT,                      -- its first position: what the index holds from then on is its work
    splits          INTEGER,                     -- null until planned
    splits_read     INTEGER  NOT NULL DEFAULT 0,
    splits_failed   INTEGER  NOT NULL DEFAULT 0,
    documents       BIGINT   NOT NULL DEFAULT 0, -- read so far; equals the rows of batch_document that are no removals
    applied         BIGINT   NOT NULL DEFAULT 0,
    skipped         BIGINT   NOT NULL DEFAULT 0,
    failed          BIGINT   NOT NULL DEFAULT 0,
    removals        BIGINT   NOT NULL DEFAULT 0, -- documents found gone
    removed         BIGINT   NOT NULL DEFAULT 0, -- of these, taken out of the index
    removals_failed BIGINT   NOT NULL DEFAULT 0,
    error           TEXT,
    created_at      BIGINT   NOT NULL,
    updated_at      BIGINT   NOT NULL,
    finished_at     BIGINT
);

-- Batches of one source run one after another.
CREATE UNIQUE INDEX batch_running ON batch (source) WHERE status = 'running';
CREATE INDEX batch_source ON batch (source, sequence);
CREATE INDEX batch_status ON batch (status);

CREATE TABLE batch_split (
    batch_id TEXT    NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    bounds   TEXT    NOT NULL,           -- JSON
    attempt  INTEGER NOT NULL DEFAULT 0, -- grows each time that reading begins
    state    TEXT    NOT NULL,           -- pending, queued, reading, read, failed, cancelled
    PRIMARY KEY (batch_id, number)
);

CREATE INDEX batch_split_state ON batch_split (batch_id, state, number);

-- What a batch has met, each counted once however often it is read or delivered. The documents among these are also
-- the list of keys seen, by which the sweep finds what is gone.
CREATE TABLE batch_document (
    batch_id     TEXT    NOT NULL,
    kind         TEXT    NOT NULL, -- document, unreadable, duplicate, removal
    document_key TEXT    NOT NULL,
    split        INTEGER NOT NULL,
    attempt      INTEGER NOT NULL, -- the reading of the split that met it last
    outcome      TEXT,             -- null while open; applied, skipped, removed, failed
    PRIMARY KEY (batch_id, kind, document_key)
);
