-- Documents that are through the embedding, or at their end without it.
ALTER TABLE batch ADD COLUMN embedded BIGINT NOT NULL DEFAULT 0;
ALTER TABLE batch_document ADD COLUMN embedded SMALLINT NOT NULL DEFAULT 0;

-- Of the documents that a batch applied: those that were new, and those that the source said are gone.
ALTER TABLE batch ADD COLUMN added BIGINT NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN deleted BIGINT NOT NULL DEFAULT 0;

-- Whether the batch has brought the document as new; a later reading of its part finds it in the index.
ALTER TABLE batch_document ADD COLUMN added SMALLINT NOT NULL DEFAULT 0;
