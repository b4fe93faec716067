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

-- A payment that waits, and whoever it waits for is told so again. It names no reason and no wait:
-- who may not know why it waits may remind of it.
CREATE TABLE payment_reminders (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  payment    INTEGER NOT NULL REFERENCES payments (id),
  person     TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX payment_reminders_of ON payment_reminders (payment);

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

-- A deed that one person asked for and others must stand for. input: the deed's own, as canonical
-- JSON of ids, amounts and codes; what was said of it is the remark of the asking.
CREATE TABLE deed_requests (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  asked      TEXT    NOT NULL,
  input      TEXT    NOT NULL,
  rule       TEXT    NOT NULL,
  maker      TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- One word of one person on what was asked for, bound to what was shown. done: the last signature,
-- with which the deed itself was carried out. overridden: carried out by two others instead. reminded: it waits, and whoever may sign is told so again.
CREATE TABLE request_words (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  request    INTEGER NOT NULL REFERENCES deed_requests (id),
  word       TEXT    NOT NULL CHECK (word IN ('approved', 'done', 'rejected', 'withdrawn',
               'reminded', 'overridden')),
  level      INTEGER NOT NULL CHECK (level >= 0),
  shown      BLOB    NOT NULL CHECK (length(shown) = 32),
  person     TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
-- It ends once: nothing is carried out twice, and nothing that was sent back or taken back.
CREATE UNIQUE INDEX request_words_end ON request_words (request)
  WHERE word NOT IN ('approved', 'reminded');
CREATE INDEX request_words_of ON request_words (request);

-- One word on an emergency override, bound to what was shown and its version. begun: the word that
-- began it, itself of the first. What was said of it is the remark of its deed.
CREATE TABLE override_words (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  begun      INTEGER NOT NULL REFERENCES override_words (id),
  word       TEXT    NOT NULL CHECK (word IN ('begun', 'confirmed', 'acknowledged')),
  kind       TEXT    NOT NULL CHECK (kind IN ('request', 'payment')),
  thing      INTEGER NOT NULL,
  version    INTEGER NOT NULL CHECK (version > 0),
  shown      BLOB    NOT NULL CHECK (length(shown) = 32),
  person     TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
-- It is confirmed once and acknowledged once.
CREATE UNIQUE INDEX override_words_once ON override_words (begun, word);
CREATE INDEX override_words_of ON override_words (kind, thing);
`;

/** They are appended to, and never changed. */
export const APPROVAL_TABLES = [
  'approvals',
  'payment_reminders',
  'amendments',
  'deed_requests',
  'request_words',
  'override_words',
] as const;
