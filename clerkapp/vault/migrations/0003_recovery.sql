-- Recovery keys: the first one, made with the vault, and those that replaced it. One that was read back
-- from paper replaces all before it; until then the one before goes on working beside the newest.

CREATE TABLE recovery (                     -- recorded
    n INTEGER PRIMARY KEY,                  -- in the order in which they were made
    slot TEXT NOT NULL UNIQUE,              -- id of its slot in the header
    open_key TEXT NOT NULL,                 -- its opening key: the data key is sealed to it anew at a rotation
    made TEXT NOT NULL
) STRICT;
CREATE TABLE recovery_confirmed (           -- recorded
    slot TEXT PRIMARY KEY REFERENCES recovery (slot),
    at TEXT NOT NULL
) STRICT;
INSERT INTO recovery (n, slot, open_key, made)
    SELECT 1, recovery_slot, recovery_open_key, created FROM vault;
