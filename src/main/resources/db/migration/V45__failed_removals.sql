-- How often the removal of a deletion has become a dead letter: one that fails before it is noted that the transport has
-- taken it must be published again.
ALTER TABLE deletion_receipt ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
