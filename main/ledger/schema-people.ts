// Tables of who may do what: people, how each proves who they are, what each was granted and by
// whose two signatures, and every try to sign in. Names and credentials lie beside the chain.

export const PEOPLE = `
CREATE TABLE people (
  id              INTEGER PRIMARY KEY,
  deed            INTEGER NOT NULL,
  name_commitment BLOB    NOT NULL CHECK (length(name_commitment) = 32),
  digest          BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE person_names (
  person       INTEGER PRIMARY KEY REFERENCES people (id),
  sign_in_name TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  salt         BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

-- How a person proves who they are from here on; the last row counts. must_change: made by somebody
-- else, good for nothing but choosing an own one. The chain covers what lies beside it.
CREATE TABLE credential_changes (
  id          INTEGER PRIMARY KEY,
  deed        INTEGER NOT NULL,
  person      INTEGER NOT NULL REFERENCES people (id),
  must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
  commitment  BLOB    NOT NULL CHECK (length(commitment) = 32),
  digest      BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE credentials (
  change          INTEGER PRIMARY KEY REFERENCES credential_changes (id),
  passphrase_hash TEXT NOT NULL,
  totp_secret     TEXT NOT NULL, -- base32; empty without a second factor
  salt            BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

-- What one administrator asked for; in force only once another has signed it. role: one role within
-- its bounds (empty: everywhere, any, no limit). deputy: all that stands_for holds, while they are
-- away. credential: a new first credential. absence: the person is away on these days, which needs
-- nobody's signature, for it gives nobody anything.
CREATE TABLE grants (
  id           INTEGER PRIMARY KEY,
  deed         INTEGER NOT NULL,
  person       INTEGER NOT NULL REFERENCES people (id),
  kind         TEXT    NOT NULL CHECK (kind IN ('role', 'deputy', 'credential', 'absence')),
  role         TEXT    NOT NULL,
  stands_for   INTEGER NOT NULL CHECK (stands_for >= 0 AND stands_for <> person),
  branch       TEXT    NOT NULL,
  rail         TEXT    NOT NULL,
  currency     TEXT    NOT NULL,
  single_limit INTEGER CHECK (single_limit >= 0),
  daily_limit  INTEGER CHECK (daily_limit >= 0),
  valid_from   TEXT    NOT NULL,
  valid_until  TEXT    NOT NULL, -- empty: until it is ended
  asked_by     TEXT    NOT NULL,
  digest       BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE grant_marks (
  id      INTEGER PRIMARY KEY,
  deed    INTEGER NOT NULL,
  grant_id INTEGER NOT NULL REFERENCES grants (id),
  mark     TEXT    NOT NULL CHECK (mark IN ('signed', 'refused', 'ended')),
  person  TEXT    NOT NULL,
  digest  BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX grant_marks_of_grant ON grant_marks (grant_id);

CREATE TABLE person_ends (
  id     INTEGER PRIMARY KEY,
  deed   INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES people (id),
  digest BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- Every try to prove who one is. at: milliseconds UTC of the deed. totp_step: of the code that was
-- taken, so that none is taken twice; 0 without one.
CREATE TABLE sign_ins (
  id        INTEGER PRIMARY KEY,
  deed      INTEGER NOT NULL,
  person    INTEGER NOT NULL REFERENCES people (id),
  purpose   TEXT    NOT NULL CHECK (purpose IN ('sign_in', 'unlock', 'step_up', 'change')),
  outcome   TEXT    NOT NULL CHECK (outcome IN ('right', 'wrong')),
  at        INTEGER NOT NULL,
  totp_step INTEGER NOT NULL CHECK (totp_step >= 0),
  digest    BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX sign_ins_of_person ON sign_ins (person, id);
`;

/** They are appended to, and never changed. */
export const PEOPLE_TABLES = [
  'people',
  'credential_changes',
  'grants',
  'grant_marks',
  'person_ends',
  'sign_ins',
] as const;
