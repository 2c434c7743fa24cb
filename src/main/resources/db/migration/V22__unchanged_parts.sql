-- How many parts a batch need not read, since they are as they were at the mark; their state is `unchanged`.
ALTER TABLE batch ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
