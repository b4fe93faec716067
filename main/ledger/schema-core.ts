// The tables of what the core-banking system said: each import, and what it said of every account
// beside what this book said then. Nothing is booked by it.

export const CORE = `
-- as_of: the balances are those before anything is booked in that day. totals: what was agreed with
-- the file's own, as 'EUR 2 125000000' in minor units, a currency a line.
CREATE TABLE core_imports (
  id          INTEGER PRIMARY KEY,
  deed        INTEGER NOT NULL,
  as_of       TEXT    NOT NULL CHECK (length(as_of) = 10),
  format      TEXT    NOT NULL CHECK (format IN ('csv', 'camt')),
  source      BLOB    NOT NULL UNIQUE CHECK (length(source) = 32),
  accounts    INTEGER NOT NULL CHECK (accounts > 0),
  differences INTEGER NOT NULL CHECK (differences BETWEEN 0 AND accounts),
  totals      TEXT    NOT NULL,
  digest      BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- Amounts are credit less debit. status is '' where core said nothing of it.
CREATE TABLE core_balances (
  id          INTEGER PRIMARY KEY,
  deed        INTEGER NOT NULL,
  core_import INTEGER NOT NULL REFERENCES core_imports (id),
  account     INTEGER NOT NULL REFERENCES accounts (id),
  balance     INTEGER NOT NULL,
  status      TEXT    NOT NULL CHECK (status IN ('', 'open', 'debit_blocked', 'closed')),
  our_balance INTEGER NOT NULL,
  our_status  TEXT    NOT NULL CHECK (our_status IN ('open', 'debit_blocked', 'closed')),
  digest      BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE UNIQUE INDEX core_balances_once ON core_balances (core_import, account);
CREATE INDEX core_balances_differ ON core_balances (core_import, id)
  WHERE balance <> our_balance OR status NOT IN ('', our_status);
`;

/** They are appended to, and never changed. */
export const CORE_TABLES = ['core_imports', 'core_balances'] as const;
