-- What webhooks have brought. Times are milliseconds since the epoch.

-- The latest change of a source; its row is locked by whoever adds to it, so changes become visible in their order.
CREATE TABLE webhook_source (
    source   TEXT   PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
    sequence BIGINT NOT NULL
);

-- Each document as it was last told, or that it is gone.
CREATE TABLE webhook_document (
    source       TEXT   NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    document_key TEXT   NOT NULL,
    sequence     BIGINT NOT NULL, -- of its last change
    version      BIGINT,          -- the sender's own; null when it has none
    body         TEXT,            -- JSON; null when the document is gone
    changed_at   BIGINT NOT NULL,
    PRIMARY KEY (source, document_key)
);

CREATE UNIQUE INDEX webhook_document_sequence ON webhook_document (source, sequence);

-- Deliveries that were accepted, so that one that comes again is answered the same and does nothing.
CREATE TABLE webhook_delivery (
    source      TEXT    NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    delivery_id TEXT    NOT NULL,
    body_hash   TEXT    NOT NULL,
    accepted    INTEGER NOT NULL,
    ignored     INTEGER NOT NULL,
    sequence    BIGINT  NOT NULL,
    received_at BIGINT  NOT NULL,
    PRIMARY KEY (source, delivery_id)
);

CREATE INDEX webhook_delivery_received_at ON webhook_delivery (received_at);
