// Tables of what more than one person must stand for: what was said of what waits, as it was shown,
// and what was edited before it was let go.

export const APPROVALS = `
-- One word of one person on a payment that waits, bound to what was shown and its version.
CREATE TABLE approvals (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  payment    INTEGER NOT NULL REFERENCES payments (id),
  version    INTEGER NOT NULL CHECK (version > 0),
  word       TEXT    NOT NULL CHECK (word IN ('approved', 'rejected')),
  level      INTEGER NOT NULL CHECK (level >= 0),
  rule       TEXT    NOT NULL,
  shown      BLOB    NOT NULL CHECK (length(shown) = 32),
  person     TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX approvals_of_payment ON approvals (payment);

-- An edit of a payment that has not left: the version it made. Its new text is the deed's remark.
CREATE TABLE amendments (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  payment    INTEGER NOT NULL REFERENCES payments (id),
  version    INTEGER NOT NULL CHECK (version > 1),
  person     TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8),
  UNIQUE (payment, version)
) STRICT;
`;

/** They are appended to, and never changed. */
export const APPROVAL_TABLES = ['approvals', 'amendments'] as const;
