-- Why and since when all of a live source was last read for the sake of following it.
ALTER TABLE live_source ADD COLUMN full_read_reason TEXT;
ALTER TABLE live_source ADD COLUMN full_read_at BIGINT; -- microseconds since the epoch
