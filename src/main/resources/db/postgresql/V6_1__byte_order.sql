-- What is gone through in the order of its key is so in the order of its bytes, as on SQLite and whatever the language
-- of the database is.
ALTER TABLE source ALTER COLUMN id TYPE TEXT COLLATE "C";
ALTER TABLE batch_document ALTER COLUMN document_key TYPE TEXT COLLATE "C";
ALTER TABLE chat_conversation ALTER COLUMN updated_at TYPE TEXT COLLATE "C";
ALTER TABLE chat_feedback ALTER COLUMN given_at TYPE TEXT COLLATE "C";
