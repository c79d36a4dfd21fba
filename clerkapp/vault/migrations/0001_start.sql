-- The vault's first schema (docs/formats/vault.md). "recorded" marks append-only tables: the triggers
-- that forbid UPDATE, DELETE and REPLACE on them come from clerkapp/vault/recorded.py.

CREATE TABLE vault (                        -- recorded
    one INTEGER PRIMARY KEY CHECK (one = 1),
    vault_id TEXT NOT NULL,
    authority TEXT NOT NULL,
    authority_name TEXT NOT NULL,
    station TEXT NOT NULL,
    recovery_slot TEXT NOT NULL,            -- id of the recovery slot
    recovery_open_key TEXT NOT NULL,        -- its opening key: the data key is sealed to it anew at a rotation
    created TEXT NOT NULL
) STRICT;

CREATE TABLE header_written (               -- recorded: each header that was written, so that an older one is noticed
    written INTEGER PRIMARY KEY,            -- as in header.json
    digest TEXT NOT NULL                    -- SHA-256 of the file
) STRICT;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;   -- JSON

CREATE TABLE office_entry (                 -- recorded: the lists of the office; the newest row of an entry counts
    n INTEGER PRIMARY KEY,                  -- over all lists, from 1, no gaps
    list TEXT NOT NULL,                     -- site, election, unit, procedure, contact, template
    entry TEXT NOT NULL,                    -- 32 hex, the entry's for its whole life
    content TEXT NOT NULL,                  -- JCS text: an object, what the entry says by column
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    at TEXT NOT NULL,
    account TEXT NOT NULL,                  -- who changed it
    second TEXT                             -- who stood by, where two are needed
) STRICT;
CREATE INDEX office_entry_by_list ON office_entry (list, entry, n);
CREATE INDEX office_entry_by_entry ON office_entry (entry, n);

CREATE TABLE signer (                       -- recorded: whoever signed something, here or anywhere
    n INTEGER PRIMARY KEY,                  -- in the order of arrival: the newest row of an account counts
    station TEXT NOT NULL,                  -- the principal that granted the account, W1@LARK
    account TEXT NOT NULL,                  -- its key's fingerprint, 32 hex
    key TEXT NOT NULL,                      -- signing key
    name TEXT, name_salt TEXT,              -- NULL: withheld
    name_digest TEXT NOT NULL,
    function TEXT, function_salt TEXT,      -- NULL: withheld
    function_digest TEXT NOT NULL,
    may_grant INTEGER NOT NULL CHECK (may_grant IN (0, 1)),
    valid_from TEXT NOT NULL,
    granted_by TEXT NOT NULL,               -- account id at the same station; a root account's own
    closed_at TEXT, closed_by TEXT,         -- NULL: this line closes nothing
    line BLOB NOT NULL,                     -- as in data/accounts.jsonl, without line feed
    digest TEXT NOT NULL UNIQUE,            -- SHA-256 of line
    bundle TEXT,                            -- digest of the bundle that brought the line first; NULL: made here
    seen TEXT NOT NULL                      -- when it arrived here
) STRICT;
CREATE INDEX signer_by_account ON signer (account, station, n);

CREATE TABLE account (                      -- recorded: a login of this vault; what it signs as is its signer
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    roles TEXT NOT NULL,                    -- JSON array, ascending
    open_key TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    created TEXT NOT NULL
) STRICT;

CREATE TABLE account_taken (                -- recorded: its person chose the passphrase; before that nobody enters
    account TEXT PRIMARY KEY REFERENCES account (id),
    at TEXT NOT NULL
) STRICT;
CREATE TABLE account_sites (                -- recorded: the places whose records an account sees; the newest row counts
    n INTEGER PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    sites TEXT NOT NULL,                    -- JSON array, ascending
    at TEXT NOT NULL,
    by TEXT NOT NULL,                       -- account id of an administrator
    sshsig BLOB NOT NULL                    -- by that account, namespace incident-account-sites@v1
) STRICT;
CREATE INDEX account_sites_by_account ON account_sites (account, n);
CREATE TABLE station_key (                  -- recorded: the keys that this station signs with, the last one now
    n INTEGER PRIMARY KEY,                  -- from 1, no gaps
    key TEXT NOT NULL UNIQUE,               -- public, ecdsa-sha2-nistp384
    made TEXT NOT NULL,                     -- the one before ended then
    made_by TEXT NOT NULL,                  -- account id of an administrator
    sshsig BLOB NOT NULL                    -- by made_by, namespace incident-station-key@v1
) STRICT;
CREATE TABLE station_key_holder (           -- recorded: who may hold a key, as an administrator signed
    n INTEGER NOT NULL REFERENCES station_key (n),
    account TEXT NOT NULL REFERENCES account (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,                       -- account id of an administrator
    sshsig BLOB NOT NULL,                   -- by that account, namespace incident-station-key@v1
    PRIMARY KEY (n, account)
) STRICT, WITHOUT ROWID;
CREATE TABLE station_key_sealed (           -- recorded: the private key, sealed to the account's opening key
    n INTEGER NOT NULL REFERENCES station_key (n),
    account TEXT NOT NULL REFERENCES account (id),
    sealed BLOB NOT NULL,
    PRIMARY KEY (n, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (                     -- recorded
    arrival INTEGER PRIMARY KEY,            -- order of arrival in this vault, from 1, no gaps
    identity TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    rev INTEGER NOT NULL CHECK (rev >= 1),
    op TEXT NOT NULL CHECK (op IN ('put', 'strike')),
    recorded TEXT NOT NULL,
    author TEXT NOT NULL,                   -- a signer's account
    header BLOB NOT NULL                    -- the JCS bytes that the identity hashes
) STRICT;
CREATE INDEX revision_by_record ON revision (record, rev, identity);

CREATE TABLE revision_parent (              -- recorded
    identity TEXT NOT NULL REFERENCES revision (identity),
    parent TEXT NOT NULL,                   -- may come later, or never
    PRIMARY KEY (identity, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_parent_by_parent ON revision_parent (parent);

CREATE TABLE field (                        -- recorded; salt and value may become NULL only after an erasure row
    arrival INTEGER NOT NULL REFERENCES revision (arrival),
    code TEXT NOT NULL,
    salt TEXT,
    value TEXT,                             -- JCS text
    PRIMARY KEY (arrival, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE erasure (                      -- recorded
    identity TEXT NOT NULL REFERENCES revision (identity),
    code TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (identity, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE declaration (                  -- recorded: what people declare with their signature
    n INTEGER PRIMARY KEY,                  -- in the order in which they came
    digest TEXT NOT NULL UNIQUE,            -- SHA-256 of statement
    what TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account (id),
    second TEXT REFERENCES account (id),    -- who signed with that person, NULL: nobody had to
    at TEXT NOT NULL,
    statement BLOB NOT NULL,                -- JCS
    sshsig BLOB NOT NULL,                   -- namespace incident-declaration@v1
    second_sshsig BLOB
) STRICT;

CREATE TABLE number_skip (                  -- recorded: running numbers passed over after a restored backup
    authority TEXT NOT NULL,
    year INTEGER NOT NULL,
    station TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last >= first),
    at TEXT NOT NULL,
    PRIMARY KEY (authority, year, station, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE act (                          -- recorded
    n INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,            -- SHA-256 of statement
    act TEXT NOT NULL,
    revision TEXT NOT NULL,                 -- may come later, or never
    account TEXT NOT NULL,                  -- a signer's
    capacity TEXT,
    at TEXT NOT NULL,
    statement BLOB NOT NULL,
    sshsig BLOB NOT NULL
) STRICT;
CREATE INDEX act_by_revision ON act (revision);

CREATE TABLE journal (                      -- recorded
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    account TEXT,
    event TEXT NOT NULL,
    params TEXT NOT NULL,                   -- JCS text
    prev TEXT,
    digest TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX journal_unlocked ON journal (account, seq) WHERE event = 'unlocked';
CREATE INDEX journal_account_added ON journal (seq) WHERE event = 'account_added';

CREATE TABLE journal_signed (               -- recorded: heads of the journal, signed by who locked or sent
    seq INTEGER PRIMARY KEY REFERENCES journal (seq),
    digest TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account (id),
    at TEXT NOT NULL,
    before INTEGER,                         -- seq of the head that was signed before; NULL: the first one
    sshsig BLOB NOT NULL                    -- namespace incident-journal@v1
) STRICT;

CREATE TABLE attachment (                   -- recorded
    n INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,                   -- once, but for one that was erased and came again
    size INTEGER NOT NULL CHECK (size >= 0),
    chunks INTEGER NOT NULL CHECK (chunks >= 0),
    added TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_by_sha256 ON attachment (sha256);
CREATE TABLE attachment_erasure (           -- recorded: its chunks are empty now
    attachment INTEGER PRIMARY KEY REFERENCES attachment (n),
    at TEXT NOT NULL
) STRICT;
CREATE TABLE attachment_chunk (             -- recorded but for an erasure; chunks come before the row that names their digest
    id INTEGER PRIMARY KEY,
    attachment INTEGER NOT NULL REFERENCES attachment (n) DEFERRABLE INITIALLY DEFERRED,
    place INTEGER NOT NULL CHECK (place >= 0),
    data BLOB NOT NULL,                     -- 1 MiB, the last one less
    UNIQUE (attachment, place)
) STRICT;

CREATE TABLE bundle (                       -- recorded: committed before the first sealed byte leaves
    digest TEXT PRIMARY KEY,
    stream TEXT NOT NULL CHECK (stream IN ('upstream', 'public')),
    epoch INTEGER NOT NULL CHECK (epoch >= 1),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    copy TEXT NOT NULL CHECK (copy IN ('state', 'full', 'public')),
    kind TEXT NOT NULL CHECK (kind IN ('delta', 'snapshot', 'nil')),
    recipients TEXT NOT NULL,               -- JSON array of PEM certificates
    created TEXT NOT NULL,
    statement BLOB NOT NULL,
    manifest BLOB NOT NULL,
    tagmanifest BLOB NOT NULL,
    signature BLOB NOT NULL,                -- armored SSHSIG
    UNIQUE (stream, epoch, seq)
) STRICT;
CREATE TABLE bundle_revision (              -- recorded: which revisions, and what of each was disclosed
    digest TEXT NOT NULL REFERENCES bundle (digest),
    identity TEXT NOT NULL REFERENCES revision (identity),
    codes TEXT NOT NULL,                    -- JSON array, ascending
    PRIMARY KEY (digest, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_revision_by_identity ON bundle_revision (identity);
CREATE TABLE bundle_act (                   -- recorded
    digest TEXT NOT NULL REFERENCES bundle (digest),
    act TEXT NOT NULL REFERENCES act (digest),
    PRIMARY KEY (digest, act)
) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_act_by_act ON bundle_act (act);
CREATE TABLE bundle_signer (                -- recorded: the account lines, which the copy may withhold fields of
    digest TEXT NOT NULL REFERENCES bundle (digest),
    signer INTEGER NOT NULL REFERENCES signer (n),
    PRIMARY KEY (digest, signer)
) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_signer_by_signer ON bundle_signer (signer);
CREATE TABLE bundle_written (               -- recorded: re-read and compared at the target
    digest TEXT NOT NULL REFERENCES bundle (digest),
    n INTEGER NOT NULL,                     -- the same bundle may be written again
    at TEXT NOT NULL,
    files TEXT NOT NULL,                    -- JSON array of {name, sha256, size}
    PRIMARY KEY (digest, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    record TEXT,                            -- the record being amended, if any
    saved TEXT NOT NULL,
    content TEXT NOT NULL                   -- JSON: values as typed, attachments, cursor
) STRICT;
CREATE INDEX draft_by_account ON draft (account, saved);

-- Projections: made from the recorded tables alone, and made again when they differ.
-- n = second of recording (UTC) * 2^20 + place within that second: row order is the order of recording,
-- so every index below serves a filter and the order at once, and search results need no sorting.
CREATE TABLE record (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    authority TEXT NOT NULL,
    year INTEGER NOT NULL,
    station TEXT NOT NULL,
    running INTEGER NOT NULL,
    kind TEXT NOT NULL,
    identity TEXT NOT NULL,                 -- the head shown; the first by (rev DESC, identity) of several
    rev INTEGER NOT NULL,
    heads INTEGER NOT NULL,                 -- more than one: a conflict
    struck INTEGER NOT NULL,
    status TEXT NOT NULL,
    severity TEXT NOT NULL,
    one_line TEXT NOT NULL,
    place TEXT NOT NULL,
    election TEXT NOT NULL,
    occurred_at TEXT,                       -- RFC 3339, a date, or NULL when unknown
    occurred_precision TEXT NOT NULL,
    occurred_key TEXT NOT NULL,             -- UTC, sorts; '' when unknown
    recorded TEXT NOT NULL,                 -- of rev 1, or of the lowest that is here
    changed INTEGER NOT NULL,               -- arrival of its newest revision
    author TEXT NOT NULL,                   -- of rev 1, or of the lowest that is here
    restricted INTEGER NOT NULL,
    readers TEXT NOT NULL,                  -- JSON array: who is named to read it, as names are compared
    subjects TEXT NOT NULL,                 -- JSON array: whom it is about; they never see it
    site TEXT NOT NULL,                     -- its place, as names are compared
    owed TEXT NOT NULL,                     -- JSON array of [act, people]: signatures that are missing
    sent INTEGER NOT NULL,                  -- 1 when every revision stands in a bundle of the upstream epoch
    suggested TEXT NOT NULL,                -- severity that the answers suggest until somebody decides, else ''
    urgent TEXT NOT NULL,                   -- severity, or until then `suggested`
    back_key TEXT NOT NULL,                 -- when to come back to it, UTC, sorts; '' for never
    touched INTEGER NOT NULL,               -- second (UTC since 1970) of its newest revision's recording
    transcribed INTEGER NOT NULL            -- 1 when it was written down before, in an old log or on paper
) STRICT;
CREATE INDEX record_by_running ON record (authority, year, station, running);
CREATE INDEX record_by_occurred ON record (occurred_key);
CREATE INDEX record_by_kind ON record (kind);
CREATE INDEX record_by_kind_occurred ON record (kind, occurred_key);
CREATE INDEX record_by_status ON record (status);
CREATE INDEX record_by_status_occurred ON record (status, occurred_key);
CREATE INDEX record_by_severity ON record (severity);
CREATE INDEX record_by_severity_occurred ON record (severity, occurred_key);
CREATE INDEX record_by_place ON record (place);
CREATE INDEX record_by_place_occurred ON record (place, occurred_key);
CREATE INDEX record_by_election ON record (election);
CREATE INDEX record_by_election_occurred ON record (election, occurred_key);
CREATE INDEX record_by_author ON record (author);
CREATE INDEX record_by_author_occurred ON record (author, occurred_key);
CREATE INDEX record_by_station ON record (station);
CREATE INDEX record_by_station_occurred ON record (station, occurred_key);
CREATE INDEX record_by_urgent ON record (urgent, status);
CREATE INDEX record_by_status_touched ON record (status, touched);
CREATE INDEX record_back ON record (back_key) WHERE back_key <> '';
CREATE INDEX record_unsent ON record (n) WHERE sent = 0;
CREATE INDEX record_unsent_occurred ON record (occurred_key) WHERE sent = 0;
CREATE INDEX record_unsent_by_id ON record (id) WHERE sent = 0;
CREATE INDEX record_owed ON record (n) WHERE owed <> '[]';
CREATE INDEX record_restricted ON record (n) WHERE restricted = 1;
CREATE TABLE record_link (                  -- what any head of a record says of other records
    number TEXT NOT NULL,                   -- the record that is named, perhaps of another office
    relation TEXT NOT NULL,                 -- '' where nobody said how
    n INTEGER NOT NULL,                     -- record.n
    PRIMARY KEY (number, n, relation)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_link_by_record ON record_link (n);
CREATE TABLE record_step (                  -- what is still to do, of records that are not struck
    n INTEGER NOT NULL,                     -- record.n
    field TEXT NOT NULL,                    -- todo, prevention
    place INTEGER NOT NULL,                 -- row of that table, from 0
    what TEXT NOT NULL,
    owner TEXT NOT NULL,                    -- a role's code or a name; '' for nobody
    due_at TEXT,                            -- RFC 3339, a date, or NULL
    due_key TEXT NOT NULL,                  -- UTC, sorts; a day at its end, no day last
    PRIMARY KEY (n, field, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_step_by_due ON record_step (due_key, n);
CREATE INDEX record_step_by_owner ON record_step (owner, due_key, n);
CREATE TABLE record_counter (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT;  -- of records open to all
CREATE VIRTUAL TABLE record_text USING fts5 (  -- rowid = record.n
    number, one_line, place, people, story, details,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4'
);
INSERT INTO record_text (record_text, rank) VALUES ('secure-delete', 1);
