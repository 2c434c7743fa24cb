-- What was said in the chats. An answer points at its question, since one user may ask several at once.
CREATE TABLE chat_message (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_name  TEXT   NOT NULL,
    role       TEXT   NOT NULL CHECK (role IN ('user', 'assistant')),
    content    TEXT   NOT NULL,
    created_at TEXT   NOT NULL,
    answer_to  BIGINT REFERENCES chat_message (id),
    state      TEXT CHECK (state IN ('complete', 'truncated', 'partial', 'failed')),
    metadata   TEXT   NOT NULL
);

CREATE INDEX chat_message_of_user ON chat_message (user_name, id);

CREATE INDEX chat_message_answer_to ON chat_message (answer_to);

-- The model chosen while running: at most one row.
CREATE TABLE chat_model_choice (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    provider TEXT NOT NULL,
    model    TEXT,
    endpoint TEXT,
    api_key  TEXT
);
