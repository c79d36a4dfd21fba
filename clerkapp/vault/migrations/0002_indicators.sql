-- What messages have in common (docs/formats/evidence.md, indicators). A projection like `record`: made
-- from the recorded tables alone, one row for each indicator that the shown head of a record holds.
-- The key serves the question "which records, the newest first"; the index serves making a record anew.

CREATE TABLE record_indicator (
    kind TEXT NOT NULL,                     -- sender, domain, url, … (clerkapp.domain.vocabulary.INDICATORS)
    value TEXT NOT NULL,                    -- in its one form
    n INTEGER NOT NULL,                     -- record.n
    PRIMARY KEY (kind, value, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_indicator_by_record ON record_indicator (n);
