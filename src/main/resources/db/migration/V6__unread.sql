-- What may stand in what a batch could not read, so that the sweep takes all the rest for gone and nothing of this.

-- What the keys of all documents of the part begin with; null when they may be any.
ALTER TABLE batch_split ADD COLUMN key_prefix TEXT;

-- Of something unreadable, the key of the document that it may be: null when it may be any of its part, empty when none.
ALTER TABLE batch_document ADD COLUMN may_be TEXT;
CREATE INDEX batch_document_may_be ON batch_document (batch_id, may_be) WHERE may_be IS NOT NULL;

-- Documents that were not met and stay, since they may stand in what could not be read.
ALTER TABLE batch ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
