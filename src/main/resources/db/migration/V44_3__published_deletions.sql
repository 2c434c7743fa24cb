-- When the transport had accepted the removal of a deleted document; null until then, and when it has to be published anew.
ALTER TABLE deletion_receipt ADD COLUMN published_at TEXT;

CREATE INDEX deletion_receipt_under_way ON deletion_receipt (requested_at, id) WHERE completed_at IS NULL;
CREATE INDEX deletion_receipt_position ON deletion_receipt (source, position_order);
CREATE INDEX batch_split_left_out ON batch_split (batch_id, number) WHERE left_out IS NOT NULL;
