-- What a part holds and is not read, such as hidden files of an archive, in sentences; null when nothing.
ALTER TABLE batch_split ADD COLUMN left_out TEXT;
-- The same of the batch, as it is told to the user.
ALTER TABLE batch ADD COLUMN left_out TEXT;
