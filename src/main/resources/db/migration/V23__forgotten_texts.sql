-- Texts, by their SHA-256, whose vectors a cache is to forget that could not be reached when their documents went.
CREATE TABLE forgotten_text (
    hash TEXT PRIMARY KEY
);
