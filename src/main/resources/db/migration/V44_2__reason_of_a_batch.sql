-- Why a batch was started when nobody had asked for it.
ALTER TABLE batch ADD COLUMN reason TEXT;
