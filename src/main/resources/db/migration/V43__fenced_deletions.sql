-- Deletions of documents hold against everything of the document that was accepted before them.
-- Position of the deletion in the history of its source: what was accepted up to it does not come in any more.
ALTER TABLE deletion_receipt ADD COLUMN position_order BIGINT;
-- When the removal had followed all earlier changes of the document through the pipeline; null until then.
ALTER TABLE deletion_receipt ADD COLUMN passed_at TEXT;

CREATE INDEX deletion_receipt_document ON deletion_receipt (source, document_key);
