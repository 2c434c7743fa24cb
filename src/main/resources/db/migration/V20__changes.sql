-- Reading what has changed since a source was last read. Times are microseconds since the epoch.

-- Where the source stood when the batch was planned, as the source writes it; null when it cannot tell.
ALTER TABLE batch ADD COLUMN mark TEXT;
-- What the mark depends on besides the source, such as its settings.
ALTER TABLE batch ADD COLUMN mark_context TEXT NOT NULL DEFAULT '';

-- How far a source has been read: the mark of its last batch that read all its parts.
CREATE TABLE source_mark (
    source      TEXT   PRIMARY KEY,
    mark        TEXT   NOT NULL,
    context     TEXT   NOT NULL,
    complete_at BIGINT NOT NULL -- when all of the source was last read
);
