// The tables of open items and of business days: what stands open, and what a closed day was.

export const OPEN_ITEMS = `
-- Each balance of an open-item account is a list of these, and each of its movements belongs to
-- one. An amount is credit less debit; an item is cleared when its balance is zero.
CREATE TABLE open_items (
  id        INTEGER PRIMARY KEY,
  deed      INTEGER NOT NULL,
  account   INTEGER NOT NULL REFERENCES accounts (id),
  reference TEXT    NOT NULL,
  owner     TEXT    NOT NULL,
  opened_on TEXT    NOT NULL,
  digest    BLOB    NOT NULL CHECK (length(digest) = 8),
  balance   INTEGER NOT NULL,
  UNIQUE (account, reference)
) STRICT;
CREATE INDEX open_items_open ON open_items (account) WHERE balance <> 0;

-- An entry of 0 stands for all payments of a batch that one deed booked into a cycle, or out.
CREATE TABLE item_movements (
  id     INTEGER PRIMARY KEY,
  deed   INTEGER NOT NULL,
  item   INTEGER NOT NULL REFERENCES open_items (id),
  entry  INTEGER NOT NULL CHECK (entry >= 0),
  amount INTEGER NOT NULL CHECK (amount <> 0),
  digest BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX item_movements_of_item ON item_movements (item);
`;

export const DAYS = `
-- A business day begins with the first entry that is booked in it.
CREATE TABLE days (
  id            INTEGER PRIMARY KEY,
  deed          INTEGER NOT NULL,
  day           TEXT    NOT NULL UNIQUE CHECK (length(day) = 10),
  first_entry   INTEGER NOT NULL CHECK (first_entry   > 0),
  first_posting INTEGER NOT NULL CHECK (first_posting > 0),
  digest        BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- A closed day: what its snapshot hashes to, and where the trail stood before the deed that closed
-- it. Nothing is booked in it any more.
CREATE TABLE day_closings (
  id              INTEGER PRIMARY KEY,
  deed            INTEGER NOT NULL,
  day             TEXT    NOT NULL UNIQUE CHECK (length(day) = 10),
  rates           TEXT    NOT NULL,
  revaluation     INTEGER NOT NULL CHECK (revaluation >= 0),
  balance_count   INTEGER NOT NULL CHECK (balance_count >= 0),
  balances_digest BLOB    NOT NULL CHECK (length(balances_digest) = 32),
  item_count      INTEGER NOT NULL CHECK (item_count >= 0),
  items_digest    BLOB    NOT NULL CHECK (length(items_digest) = 32),
  chain_count     INTEGER NOT NULL CHECK (chain_count >= 0),
  chain_head      BLOB    NOT NULL CHECK (length(chain_head) = 32),
  digest          BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- Both layers of the accounts that changed since the day closed before, by booking date.
CREATE TABLE day_balances (
  account         INTEGER NOT NULL REFERENCES accounts (id),
  closing         INTEGER NOT NULL REFERENCES day_closings (id) DEFERRABLE INITIALLY DEFERRED,
  debits_pending  INTEGER NOT NULL,
  debits_posted   INTEGER NOT NULL,
  credits_pending INTEGER NOT NULL,
  credits_posted  INTEGER NOT NULL,
  PRIMARY KEY (account, closing)
) STRICT, WITHOUT ROWID;

-- What stood open when the day closed, each with its owner; carried ones were named by a person.
CREATE TABLE day_items (
  closing   INTEGER NOT NULL REFERENCES day_closings (id) DEFERRABLE INITIALLY DEFERRED,
  kind      TEXT    NOT NULL,
  reference TEXT    NOT NULL,
  owner     TEXT    NOT NULL,
  since     TEXT    NOT NULL,
  currency  TEXT    NOT NULL,
  amount    INTEGER NOT NULL,
  carried   INTEGER NOT NULL CHECK (carried IN (0, 1)),
  PRIMARY KEY (closing, kind, reference)
) STRICT, WITHOUT ROWID;
`;
