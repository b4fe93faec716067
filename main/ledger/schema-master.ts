// Tables of master data: what changed, who proposed and who confirmed it, and every version there
// ever was. What a version says lies beside the chain, which holds a commitment to it.

export const MASTER = `
-- One change: a record entered by hand, or all of an import. What becomes of it are its steps.
-- scope, edition, base, valid_until: of a directory's edition; '' for everything else.
CREATE TABLE master_changes (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  origin     TEXT    NOT NULL CHECK (origin IN ('entry', 'import')),
  original   BLOB    CHECK (length(original) = 32),
  last_step  INTEGER NOT NULL CHECK (last_step >= 0), -- of any change, when this one began
  valid_from TEXT    NOT NULL,
  scope      TEXT    NOT NULL CHECK (scope IN ('', 'full', 'delta')),
  edition    TEXT    NOT NULL CHECK ((edition = '') = (scope = '')),
  base       TEXT    NOT NULL,
  valid_until TEXT   NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- replaces = 0: the record is new; ended = 1: it ends. Seen once its change is confirmed.
CREATE TABLE master_versions (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  change     INTEGER NOT NULL REFERENCES master_changes (id),
  kind       TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  subject    INTEGER NOT NULL CHECK (subject BETWEEN 1 AND id), -- its first version
  replaces   INTEGER NOT NULL CHECK (replaces >= 0 AND replaces < id),
  ended      INTEGER NOT NULL CHECK (ended IN (0, 1)),
  commitment BLOB    NOT NULL CHECK (length(commitment) = 32),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE UNIQUE INDEX master_versions_of_key ON master_versions (kind, key, change);
CREATE INDEX master_versions_of_change ON master_versions (change);

-- An import is proposed when all of its file is in; second_person is '' where the book has one person.
CREATE TABLE master_steps (
  id            INTEGER PRIMARY KEY,
  deed          INTEGER NOT NULL,
  change        INTEGER NOT NULL REFERENCES master_changes (id),
  step          TEXT    NOT NULL CHECK (step IN ('proposed', 'confirmed', 'rejected', 'withdrawn')),
  effective_on  TEXT    NOT NULL,
  first_person  TEXT    NOT NULL,
  second_person TEXT    NOT NULL,
  added         INTEGER NOT NULL CHECK (added   >= 0),
  changed       INTEGER NOT NULL CHECK (changed >= 0),
  digest        BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE UNIQUE INDEX master_steps_once ON master_steps (change, step);

CREATE TABLE master_values (
  version INTEGER PRIMARY KEY REFERENCES master_versions (id),
  content TEXT NOT NULL,
  terms   TEXT NOT NULL, -- under which it is found, one a line
  salt    BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

-- The index of names: made from the values, and erased with them. It is kept in segments, one after
-- another: a term goes into one that fits the memory, however many there are.
CREATE TABLE master_terms (
  segment INTEGER NOT NULL,
  term    TEXT    NOT NULL,
  version INTEGER NOT NULL,
  change  INTEGER NOT NULL,
  PRIMARY KEY (segment, term, version)
) STRICT, WITHOUT ROWID;
`;

/** They are appended to, and never changed. */
export const MASTER_TABLES = ['master_changes', 'master_versions', 'master_steps'] as const;
