// Tables of how a book is kept: what was erased from beside the chain and what may not be yet, what
// waits for a person because the book was restored, and the words that people wrote beside deeds.

export const KEEPING = `
-- Personal data that was erased: the rows beside the chain are gone, their commitments stay.
CREATE TABLE erasures (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  subject    TEXT    NOT NULL CHECK (subject IN ('batch', 'account', 'remark', 'record', 'person')),
  subject_id INTEGER NOT NULL,
  class      TEXT    NOT NULL,
  kept_until TEXT    NOT NULL,
  row_count  INTEGER NOT NULL CHECK (row_count >= 0),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8),
  UNIQUE (subject, subject_id)
) STRICT;

-- A duty to keep beyond the class; lifts > 0 ends the hold of that id.
CREATE TABLE retention_holds (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  subject    TEXT    NOT NULL CHECK (subject IN ('batch', 'account', 'remark', 'record', 'person')),
  subject_id INTEGER NOT NULL,
  lifts      INTEGER NOT NULL CHECK (lifts >= 0 AND lifts < id),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE UNIQUE INDEX retention_holds_lifted_once ON retention_holds (lifts) WHERE lifts > 0;

-- The book went on from a backup: what was done after it is not in this chain.
CREATE TABLE restores (
  id             INTEGER PRIMARY KEY,
  deed           INTEGER NOT NULL,
  backup_head    BLOB    NOT NULL CHECK (length(backup_head) = 32),
  backup_count   INTEGER NOT NULL CHECK (backup_count >= 0),
  replaced_head  BLOB    CHECK (length(replaced_head) = 32),
  replaced_count INTEGER NOT NULL CHECK (replaced_count >= 0),
  digest         BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- Batches with something that may have left already, unknown to this book.
CREATE TABLE outgoing_holds (
  id      INTEGER PRIMARY KEY,
  deed    INTEGER NOT NULL,
  restore INTEGER NOT NULL REFERENCES restores (id),
  batch   INTEGER NOT NULL REFERENCES batches (id),
  digest  BLOB    NOT NULL CHECK (length(digest) = 8),
  UNIQUE (batch, restore)
) STRICT;

-- What a person found out from the rail about some records of such a batch.
CREATE TABLE outgoing_releases (
  id           INTEGER PRIMARY KEY,
  deed         INTEGER NOT NULL,
  hold         INTEGER NOT NULL REFERENCES outgoing_holds (id),
  first_record INTEGER NOT NULL CHECK (first_record >= 0),
  last_record  INTEGER NOT NULL CHECK (last_record >= first_record),
  word         TEXT    NOT NULL CHECK (word IN ('not_sent', 'sent')),
  digest       BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX outgoing_releases_of_hold ON outgoing_releases (hold);

-- That a person wrote words beside a deed, and what they are erased with.
CREATE TABLE remarks (
  deed       INTEGER PRIMARY KEY REFERENCES deeds (sequence) DEFERRABLE INITIALLY DEFERRED,
  subject    TEXT    NOT NULL CHECK (subject IN ('batch', 'account', 'remark')),
  subject_id INTEGER NOT NULL,
  commitment BLOB    NOT NULL CHECK (length(commitment) = 32),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX remarks_of_subject ON remarks (subject, subject_id);

-- The words: they may name someone, and are erasable.
CREATE TABLE remark_texts (
  deed INTEGER PRIMARY KEY REFERENCES remarks (deed),
  text TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;
`;

/** They are appended to, and never changed. */
export const KEEPING_TABLES = [
  'erasures',
  'retention_holds',
  'restores',
  'outgoing_holds',
  'outgoing_releases',
  'remarks',
] as const;
