-- What an audit could not judge, and what it met and did not expect in the index.
ALTER TABLE source_audit ADD COLUMN kept           BIGINT NOT NULL DEFAULT 0;
ALTER TABLE source_audit ADD COLUMN kept_out       BIGINT NOT NULL DEFAULT 0; -- deleted here, to stay out
ALTER TABLE source_audit ADD COLUMN duplicates     BIGINT NOT NULL DEFAULT 0; -- records with the key of another
ALTER TABLE source_audit ADD COLUMN unread_parts   BIGINT NOT NULL DEFAULT 0;
ALTER TABLE source_audit ADD COLUMN unread_reasons TEXT   NOT NULL DEFAULT '[]'; -- JSON: of the first of these parts
