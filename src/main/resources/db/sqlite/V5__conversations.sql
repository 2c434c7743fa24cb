-- Conversations of users. A message without one was said by a client that knows none.
CREATE TABLE chat_conversation (
    id         TEXT PRIMARY KEY, -- random
    user_name  TEXT NOT NULL,
    title      TEXT NOT NULL,    -- empty until the first question gives one
    sources    TEXT NOT NULL,    -- JSON array of the names of the sources to ask; empty for all
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE INDEX chat_conversation_of_user ON chat_conversation (user_name, updated_at);

ALTER TABLE chat_message ADD COLUMN conversation_id TEXT REFERENCES chat_conversation (id) ON DELETE CASCADE;

-- Of an answer, as JSON: what was searched for, the passages, the citations. Enough to show it again as it was.
ALTER TABLE chat_message ADD COLUMN details TEXT;

CREATE INDEX chat_message_of_conversation ON chat_message (conversation_id, id);

-- What a reader thought of an answer.
CREATE TABLE chat_feedback (
    message_id INTEGER PRIMARY KEY REFERENCES chat_message (id) ON DELETE CASCADE,
    rating     TEXT    NOT NULL CHECK (rating IN ('up', 'down')),
    note       TEXT    NOT NULL,
    given_at   TEXT    NOT NULL
);
