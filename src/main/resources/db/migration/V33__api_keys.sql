-- API keys made with the main key. The hash is SHA-256 of the key's 256 random bits, as hexadecimal digits.
CREATE TABLE api_key (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    hash       TEXT NOT NULL,
    created_at TEXT NOT NULL
);
