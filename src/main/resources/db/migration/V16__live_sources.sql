-- How far each live source has been followed. Everything up to the bookmark is in the index, or a dead letter.
CREATE TABLE live_source (
    source     TEXT   PRIMARY KEY,
    identity   TEXT   NOT NULL,            -- what is followed; a row for another identity means nothing
    bookmark   TEXT   NOT NULL DEFAULT '', -- where to go on; empty before following has begun
    shape      TEXT   NOT NULL DEFAULT '', -- what the last full read took documents to be
    read_first TEXT   NOT NULL DEFAULT '', -- why all has to be read before it is followed; empty when it has been
    position   TEXT,                       -- as users see it
    current_at BIGINT,                     -- microseconds since the epoch
    last_order BIGINT NOT NULL DEFAULT 0   -- of the positions given to documents
);
