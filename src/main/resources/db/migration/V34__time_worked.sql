-- For how long a batch was worked on, in microseconds: neither its wait for a turn counts nor the time between its end and
-- a retry.
ALTER TABLE batch ADD COLUMN worked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN began_at BIGINT; -- while it runs: since when

UPDATE batch SET worked = finished_at - created_at WHERE finished_at IS NOT NULL;
UPDATE batch SET began_at = created_at WHERE status = 'running';
