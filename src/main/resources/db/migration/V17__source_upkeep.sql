-- How a source is kept in step: not at all while it is paused, and by itself when it has a schedule.
ALTER TABLE source ADD COLUMN paused SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN schedule_every TEXT; -- a duration in ISO 8601 form, or null
ALTER TABLE source ADD COLUMN schedule_cron TEXT;  -- six fields, in the server's time zone, or null
ALTER TABLE source ADD COLUMN next_run BIGINT;     -- milliseconds since the epoch; null without a schedule
