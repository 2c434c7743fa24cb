-- Sources that users have defined. `settings` has every credential masked; `secrets` maps the JSON pointer of each
-- masked value to the value itself, and is read only to open the source.
CREATE TABLE source (
    id         TEXT PRIMARY KEY,
    type       TEXT NOT NULL,
    settings   TEXT NOT NULL,
    secrets    TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

-- One row, written when the sample data was first offered: a user who removed it does not get it back.
CREATE TABLE sample_offer (
    offered_at TEXT NOT NULL
);
