// Tables of the stream engine: what it took and remembers, and what it was told by people.

export const ENGINE = `
CREATE TABLE epochs (
  deed        INTEGER PRIMARY KEY REFERENCES deeds (sequence) DEFERRABLE INITIALLY DEFERRED,
  batch       INTEGER NOT NULL REFERENCES batches (id),
  from_record INTEGER NOT NULL,
  to_record   INTEGER NOT NULL CHECK (to_record >= from_record),
  topology    TEXT    NOT NULL,
  state_delta BLOB    NOT NULL,
  snapshot    BLOB    CHECK (length(snapshot) = 32),
  digest      BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE state_snapshots (
  deed     INTEGER PRIMARY KEY REFERENCES deeds (sequence) DEFERRABLE INITIALLY DEFERRED,
  topology TEXT NOT NULL,
  state    BLOB NOT NULL
) STRICT;

CREATE TABLE policies (
  id     INTEGER PRIMARY KEY,
  deed   INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  value  TEXT    NOT NULL,
  digest BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- What people told the engine of taking payments in: the last row stands. A drain takes what was
-- submitted before its own deed to the end.
CREATE TABLE intake_changes (
  id     INTEGER PRIMARY KEY,
  deed   INTEGER NOT NULL,
  state  TEXT    NOT NULL CHECK (state IN ('running', 'paused', 'draining')),
  digest BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- Payments that were driven again out of the quarantine: who asked, and when they were judged anew.
CREATE TABLE redrives (
  id              INTEGER PRIMARY KEY,
  deed            INTEGER NOT NULL,
  payment         INTEGER NOT NULL REFERENCES payments (id),
  word            TEXT    NOT NULL CHECK (word IN ('asked', 'judged')),
  related_payment INTEGER NOT NULL CHECK (related_payment >= 0 AND related_payment <> payment),
  digest          BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX redrives_of_payment ON redrives (payment);
CREATE INDEX redrives_of_deed ON redrives (deed);
`;

/** Chained tables of this file: rows are added and never changed. */
export const ENGINE_TABLES = ['epochs', 'policies', 'intake_changes', 'redrives'] as const;
