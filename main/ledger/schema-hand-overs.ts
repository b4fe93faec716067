// Tables of batches that go from one branch's book to another's by file: whose word counts, what was
// handed over, what was said of it, and what came from elsewhere.

export const HAND_OVERS = `
-- A key by which people of another branch sign; its newest row says whether their word counts.
CREATE TABLE branch_keys (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  book       TEXT    NOT NULL CHECK (book <> ''),
  name       TEXT    NOT NULL CHECK (name <> ''),
  public_key BLOB    NOT NULL CHECK (length(public_key) = 32),
  state      TEXT    NOT NULL CHECK (state IN ('trusted', 'ended')),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX branch_keys_of ON branch_keys (book, public_key);

-- A batch that left for another book. content: SHA-256 of all that its file says beside the batch's
-- own bytes. maker: who asked for it.
CREATE TABLE hand_overs (
  id       INTEGER PRIMARY KEY,
  deed     INTEGER NOT NULL,
  name     BLOB    NOT NULL UNIQUE CHECK (length(name) = 16),
  batch    INTEGER NOT NULL REFERENCES batches (id),
  to_book  TEXT    NOT NULL,
  maker    TEXT    NOT NULL,
  content  BLOB    NOT NULL CHECK (length(content) = 32),
  payments INTEGER NOT NULL CHECK (payments > 0),
  digest   BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX hand_overs_of ON hand_overs (batch);

-- What the other book said, signed, and by which key: once, and for good.
CREATE TABLE hand_over_ends (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  hand_over  INTEGER NOT NULL UNIQUE REFERENCES hand_overs (id),
  word       TEXT    NOT NULL CHECK (word IN ('taken', 'declined')),
  branch_key INTEGER NOT NULL REFERENCES branch_keys (id),
  receipt    BLOB    NOT NULL CHECK (length(receipt) = 32),
  signature  BLOB    NOT NULL CHECK (length(signature) = 64),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- What came from another book, and what this one said of it: once, and for good. batch: what it
-- became here, 0 where it was declined. their_batch: what it is called there.
CREATE TABLE take_overs (
  id          INTEGER PRIMARY KEY,
  deed        INTEGER NOT NULL,
  name        BLOB    NOT NULL CHECK (length(name) = 16),
  from_book   TEXT    NOT NULL,
  word        TEXT    NOT NULL CHECK (word IN ('taken', 'declined')),
  batch       INTEGER NOT NULL CHECK ((batch > 0) = (word = 'taken')),
  their_batch INTEGER NOT NULL CHECK (their_batch > 0),
  payments    INTEGER NOT NULL CHECK (payments > 0),
  content     BLOB    NOT NULL CHECK (length(content) = 32),
  branch_key  INTEGER NOT NULL REFERENCES branch_keys (id),
  file        BLOB    NOT NULL CHECK (length(file) = 32),
  signature   BLOB    NOT NULL CHECK (length(signature) = 64),
  digest      BLOB    NOT NULL CHECK (length(digest) = 8),
  UNIQUE (from_book, name)
) STRICT;
CREATE INDEX take_overs_of ON take_overs (batch);
`;

/** They are appended to, and never changed. */
export const HAND_OVER_TABLES = [
  'branch_keys',
  'hand_overs',
  'hand_over_ends',
  'take_overs',
] as const;
