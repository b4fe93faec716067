// Tables of what is signed elsewhere and carried back by file: the keys that people sign with, what
// left the book to be signed, and each word that came back.

export const CARRIED = `
-- The public half of a key that a person made; it counts once an administrator has signed for it.
CREATE TABLE signing_keys (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  person     INTEGER NOT NULL REFERENCES people (id),
  public_key BLOB    NOT NULL UNIQUE CHECK (length(public_key) = 32),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE signing_key_marks (
  id          INTEGER PRIMARY KEY,
  deed        INTEGER NOT NULL,
  signing_key INTEGER NOT NULL REFERENCES signing_keys (id),
  mark        TEXT    NOT NULL CHECK (mark IN ('signed', 'refused', 'revoked')),
  person      TEXT    NOT NULL,
  digest      BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX signing_key_marks_of ON signing_key_marks (signing_key);

-- What was written into a file to be signed elsewhere. content: SHA-256 of all that was shown, under
-- a salt that only the file holds. expires_at: milliseconds UTC.
CREATE TABLE approval_packages (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  package    BLOB    NOT NULL UNIQUE CHECK (length(package) = 16),
  content    BLOB    NOT NULL CHECK (length(content) = 32),
  things     INTEGER NOT NULL CHECK (things > 0),
  expires_at INTEGER NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- A word that came back: on which thing of the package (its place, from 0), under which key, and the
-- place in the trail of the deed that it became. A key says one word on each thing.
CREATE TABLE carried_words (
  id          INTEGER PRIMARY KEY,
  deed        INTEGER NOT NULL,
  package     INTEGER NOT NULL REFERENCES approval_packages (id),
  place       INTEGER NOT NULL CHECK (place >= 0),
  signing_key INTEGER NOT NULL REFERENCES signing_keys (id),
  said        INTEGER NOT NULL,
  answer      BLOB    NOT NULL CHECK (length(answer) = 32),
  signature   BLOB    NOT NULL CHECK (length(signature) = 64),
  signed_at   INTEGER NOT NULL,
  digest      BLOB    NOT NULL CHECK (length(digest) = 8),
  UNIQUE (package, place, signing_key)
) STRICT;
`;

/** They are appended to, and never changed. */
export const CARRIED_TABLES = [
  'signing_keys',
  'signing_key_marks',
  'approval_packages',
  'carried_words',
] as const;
