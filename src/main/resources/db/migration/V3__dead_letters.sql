-- Work that failed for good. One letter per source, stage and unit of work: failing again updates it.
CREATE TABLE dead_letter (
    id         TEXT    PRIMARY KEY,
    source     TEXT    NOT NULL,
    batch      TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    unit_key   TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    attempts   INTEGER NOT NULL,
    excerpt    TEXT    NOT NULL,
    failed_at  BIGINT  NOT NULL, -- microseconds since the epoch
    topic      TEXT    NOT NULL,
    payload    TEXT    NOT NULL  -- the message as JSON; names its source, holds no credential
);

CREATE UNIQUE INDEX dead_letter_unit ON dead_letter (source, unit_key, stage);
CREATE INDEX dead_letter_batch ON dead_letter (batch);
CREATE INDEX dead_letter_failed_at ON dead_letter (failed_at, id);
