// The book's tables, in the order of a payment's life. Ids, amounts, codes and commitments are in
// the chained tables; names, account numbers of others and remittance are in the erasable ones.
// The schema may be redrawn until 0.1.0 is tagged; test/golden/schema.sql shows every change.

import { APPROVALS } from './schema-approvals.ts';
import { CARRIED } from './schema-carried.ts';
import { CORE } from './schema-core.ts';
import { DAYS, OPEN_ITEMS } from './schema-days.ts';
import { ENGINE } from './schema-engine.ts';
import { guards } from './schema-guards.ts';
import { HAND_OVERS } from './schema-hand-overs.ts';
import { KEEPING } from './schema-keeping.ts';
import { MASTER } from './schema-master.ts';
import { PEOPLE } from './schema-people.ts';

/** Says that a file is a Counterfoil book: "CFL1" in `PRAGMA application_id`. */
export const APPLICATION_ID = 0x43464c31;

/** `PRAGMA user_version`. A book with a greater one is from a newer program and is refused. */
export const SCHEMA_VERSION = 39;

const TRAIL = `
CREATE TABLE book (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  instance_id   TEXT    NOT NULL,
  made_at       INTEGER NOT NULL,
  demo          INTEGER NOT NULL CHECK (demo IN (0, 1)),
  role          TEXT    NOT NULL CHECK (role IN ('participant', 'clearing')),
  party_salt    BLOB    NOT NULL CHECK (length(party_salt) = 32)
) STRICT;

CREATE TABLE deeds (
  sequence      INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  actor         TEXT    NOT NULL,
  deed          TEXT    NOT NULL,
  submission_id TEXT    NOT NULL UNIQUE,
  input_hash    BLOB    NOT NULL CHECK (length(input_hash) = 32),
  outcome       TEXT    NOT NULL CHECK (outcome IN ('done', 'refused')),
  answer        TEXT    NOT NULL,
  program       INTEGER NOT NULL, -- the schema version of the program that wrote it
  row_count     INTEGER NOT NULL CHECK (row_count >= 0),
  rows_digest   BLOB    NOT NULL CHECK (length(rows_digest) = 32),
  previous      BLOB    NOT NULL CHECK (length(previous) = 32),
  digest        BLOB    NOT NULL CHECK (length(digest) = 32)
) STRICT;
`;

const LEDGER = `
CREATE TABLE accounts (
  id              INTEGER PRIMARY KEY,
  deed            INTEGER NOT NULL,
  number          TEXT    NOT NULL,
  currency        TEXT    NOT NULL CHECK (length(currency) = 3),
  kind            TEXT    NOT NULL CHECK (kind IN ('customer', 'settlement', 'nostro', 'clearing',
                    'suspense', 'difference', 'claim', 'blocked', 'position', 'income', 'tax', 'expense',
                    'opening', 'participant_position', 'participant_settlement')),
  normal_side     TEXT    NOT NULL CHECK (normal_side IN ('debit', 'credit')),
  open_item       INTEGER NOT NULL CHECK (open_item IN (0, 1)),
  locked          INTEGER NOT NULL CHECK (locked IN (0, 1)),
  funds_check     TEXT    NOT NULL CHECK (funds_check IN ('never', 'holds', 'always')),
  account_limit   INTEGER NOT NULL CHECK (account_limit >= 0),
  name_commitment BLOB    NOT NULL CHECK (length(name_commitment) = 32),
  digest          BLOB    NOT NULL CHECK (length(digest) = 8),
  status          TEXT    NOT NULL CHECK (status IN ('open', 'debit_blocked', 'closed')),
  UNIQUE (number, currency)
) STRICT;

-- What epochs rewrite lies apart from what never changes: short rows, many to a page. A row says
-- what the account's postings up to last_posting come to; where many accounts move at once, it is
-- written some time after them (balances-now.ts adds what came since). The writer asserts that no
-- counter falls below zero; audit and verify say so of the file.
CREATE TABLE balances (
  account         INTEGER PRIMARY KEY REFERENCES accounts (id),
  debits_pending  INTEGER NOT NULL,
  debits_posted   INTEGER NOT NULL,
  credits_pending INTEGER NOT NULL,
  credits_posted  INTEGER NOT NULL,
  last_posting    INTEGER NOT NULL
) STRICT;

-- Up to which posting every row of balances is written; told with its entry, whose last it is.
CREATE TABLE balances_written (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  posting INTEGER NOT NULL,
  entry   INTEGER NOT NULL
) STRICT;
INSERT INTO balances_written VALUES (1, 0, 0);

CREATE TABLE account_changes (
  id      INTEGER PRIMARY KEY,
  deed    INTEGER NOT NULL,
  account INTEGER NOT NULL REFERENCES accounts (id),
  status  TEXT    NOT NULL CHECK (status IN ('open', 'debit_blocked', 'closed')),
  digest  BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE account_names (
  account INTEGER PRIMARY KEY REFERENCES accounts (id),
  name    TEXT NOT NULL,
  salt    BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

-- Entries and postings are written by the thousand: what the writer asserts of each in memory (ids
-- that exist, ends that differ, a known layer) is stated again by audit and verify, not by CHECKs.
CREATE TABLE entries (
  id              INTEGER PRIMARY KEY,
  deed            INTEGER NOT NULL,
  event           TEXT    NOT NULL,
  batch           INTEGER NOT NULL,
  payment         INTEGER NOT NULL,
  resolves        INTEGER NOT NULL,
  corrects        INTEGER NOT NULL,
  booking_date    TEXT    NOT NULL,
  value_date      TEXT    NOT NULL,
  settlement_date TEXT    NOT NULL,
  first_posting   INTEGER NOT NULL,
  posting_count   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX entries_resolve_once ON entries (resolves) WHERE resolves > 0;
CREATE UNIQUE INDEX entries_correct_once ON entries (corrects, payment) WHERE corrects > 0;
-- Where a clearing house's cycles end: few, and looked for from the newest.
CREATE INDEX entries_of_cycles ON entries (deed, id) WHERE event = 'I4';

CREATE TABLE postings (
  id              INTEGER PRIMARY KEY,
  entry           INTEGER NOT NULL,
  layer           TEXT    NOT NULL,
  debit_account   INTEGER NOT NULL,
  credit_account  INTEGER NOT NULL,
  amount          INTEGER NOT NULL CHECK (amount > 0),
  currency        TEXT    NOT NULL,
  previous_debit  INTEGER NOT NULL,
  previous_credit INTEGER NOT NULL
) STRICT;

-- The marks of the entries and postings that a deed wrote, by the groups in which the chain covers
-- them; other chained rows keep their mark themselves.
CREATE TABLE journal_marks (
  deed     INTEGER PRIMARY KEY REFERENCES deeds (sequence) DEFERRABLE INITIALLY DEFERRED,
  entries  BLOB    NOT NULL,
  postings BLOB    NOT NULL
) STRICT;

-- What happened to a hold outside the journal: dispatched, it cannot expire; unknown, the rail has
-- not answered. Payments of files say it by their status instead.
CREATE TABLE hold_events (
  id     INTEGER PRIMARY KEY,
  deed   INTEGER NOT NULL,
  hold   INTEGER NOT NULL REFERENCES entries (id),
  event  TEXT    NOT NULL CHECK (event IN ('dispatched', 'unknown')),
  rail   TEXT    NOT NULL,
  owner  TEXT    NOT NULL,
  digest BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE UNIQUE INDEX hold_events_once ON hold_events (hold, event);

-- Who signed for an entry that needs two persons; under which reference is the remark of the deed.
CREATE TABLE signatures (
  entry         INTEGER PRIMARY KEY REFERENCES entries (id),
  deed          INTEGER NOT NULL,
  duty          TEXT    NOT NULL CHECK (duty IN ('comply', 'approve')),
  first_person  TEXT    NOT NULL,
  second_person TEXT    NOT NULL,
  digest        BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
`;

const PAYMENTS = `
CREATE TABLE batches (
  id                     INTEGER PRIMARY KEY,
  deed                   INTEGER NOT NULL,
  original               BLOB    NOT NULL UNIQUE CHECK (length(original) = 32),
  message_type           TEXT    NOT NULL,
  message_id             TEXT    NOT NULL,
  ordering_party         BLOB    NOT NULL CHECK (length(ordering_party) = 32),
  number_of_transactions INTEGER NOT NULL CHECK (number_of_transactions > 0),
  received_at            INTEGER NOT NULL,
  received_on            TEXT    NOT NULL,
  file_commitment        BLOB    NOT NULL CHECK (length(file_commitment) = 32),
  fallen                 TEXT    NOT NULL,
  digest                 BLOB    NOT NULL CHECK (length(digest) = 8),
  next_record            INTEGER NOT NULL CHECK (next_record >= 0),
  UNIQUE (ordering_party, message_id)
) STRICT;

CREATE TABLE batch_files (
  batch            INTEGER PRIMARY KEY REFERENCES batches (id),
  file_name        TEXT NOT NULL,
  initiating_party TEXT,
  salt             BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

CREATE TABLE payment_informations (
  id                       INTEGER PRIMARY KEY,
  deed                     INTEGER NOT NULL,
  batch                    INTEGER NOT NULL REFERENCES batches (id),
  payment_information_id   TEXT    NOT NULL,
  batch_booking            INTEGER NOT NULL CHECK (batch_booking IN (0, 1)),
  debtor_account           INTEGER REFERENCES accounts (id),
  requested_execution_date TEXT    NOT NULL,
  execution_date           TEXT    NOT NULL,
  date_reason              TEXT    NOT NULL,
  first_record             INTEGER NOT NULL,
  debtor_commitment        BLOB    NOT NULL CHECK (length(debtor_commitment) = 32),
  digest                   BLOB    NOT NULL CHECK (length(digest) = 8),
  passed_count             INTEGER NOT NULL,
  passed_amount            INTEGER NOT NULL,
  hold_entry               INTEGER NOT NULL
) STRICT;

CREATE TABLE debtors (
  payment_information INTEGER PRIMARY KEY REFERENCES payment_informations (id),
  name                TEXT,
  account             TEXT NOT NULL,
  agent               TEXT,
  salt                BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

CREATE TABLE payments (
  id                  INTEGER PRIMARY KEY,
  deed                INTEGER NOT NULL,
  payment_information INTEGER NOT NULL REFERENCES payment_informations (id),
  rail                TEXT    NOT NULL CHECK (rail IN ('batch', 'on_us')),
  amount              INTEGER NOT NULL CHECK (amount > 0),
  currency            TEXT    NOT NULL CHECK (length(currency) = 3),
  end_to_end_id       TEXT    NOT NULL,
  instruction_id      TEXT,
  uetr                TEXT,
  line                INTEGER NOT NULL,
  creditor_commitment BLOB    NOT NULL CHECK (length(creditor_commitment) = 32),
  related_payment     INTEGER NOT NULL CHECK (related_payment >= 0 AND related_payment <> id),
  digest              BLOB    NOT NULL CHECK (length(digest) = 8),
  status              TEXT    NOT NULL CHECK (status IN ('draft', 'received', 'warehoused',
                        'in_repair', 'in_review', 'awaiting_approval', 'awaiting_liquidity',
                        'suspended', 'accepted', 'dispatched', 'acknowledged', 'unknown', 'settled',
                        'rejected', 'cancelled', 'blocked', 'handed_over')),
  reason_code         TEXT,
  reason              TEXT,
  hold_entry          INTEGER NOT NULL,
  cycle               INTEGER NOT NULL
) STRICT;

CREATE TABLE creditors (
  payment    INTEGER PRIMARY KEY REFERENCES payments (id),
  name       TEXT,
  account    TEXT,
  agent      TEXT,
  country    TEXT,
  remittance TEXT,
  purpose    TEXT,
  salt       BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

CREATE TABLE status_changes (
  id           INTEGER PRIMARY KEY,
  deed         INTEGER NOT NULL,
  batch        INTEGER NOT NULL REFERENCES batches (id),
  first_record INTEGER NOT NULL,
  last_record  INTEGER NOT NULL CHECK (last_record >= first_record),
  from_status  TEXT    NOT NULL,
  to_status    TEXT    NOT NULL,
  reason_code  TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  digest       BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
CREATE INDEX status_changes_of_batch ON status_changes (batch, first_record);

CREATE TABLE batch_totals (
  batch    INTEGER NOT NULL REFERENCES batches (id),
  status   TEXT    NOT NULL,
  currency TEXT    NOT NULL,
  payments INTEGER NOT NULL CHECK (payments >= 0),
  amount   INTEGER NOT NULL CHECK (amount   >= payments),
  PRIMARY KEY (batch, status, currency)
) STRICT, WITHOUT ROWID;
`;

const SETTLEMENT = `
CREATE TABLE cycles (
  id              INTEGER PRIMARY KEY,
  deed            INTEGER NOT NULL,
  currency        TEXT    NOT NULL CHECK (length(currency) = 3),
  settlement_date TEXT    NOT NULL,
  digest          BLOB    NOT NULL CHECK (length(digest) = 8),
  state           TEXT    NOT NULL CHECK (state IN ('open', 'closed', 'settled',
                    'unwound')),
  gross_out       INTEGER NOT NULL CHECK (gross_out >= 0),
  gross_in        INTEGER NOT NULL CHECK (gross_in  >= 0),
  inward_applied  INTEGER NOT NULL CHECK (inward_applied >= 0 AND inward_applied <= gross_in),
  close_entry     INTEGER NOT NULL,
  settle_entry    INTEGER NOT NULL,
  unwind_entry    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cycles_one_open ON cycles (currency) WHERE state = 'open';

CREATE TABLE cycle_batches (
  cycle    INTEGER NOT NULL REFERENCES cycles (id),
  batch    INTEGER NOT NULL REFERENCES batches (id),
  payments INTEGER NOT NULL CHECK (payments >= 0),
  amount   INTEGER NOT NULL CHECK (amount   >= 0),
  PRIMARY KEY (cycle, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE breaks (
  id       INTEGER PRIMARY KEY,
  deed     INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  cycle    INTEGER REFERENCES cycles (id),
  account  INTEGER REFERENCES accounts (id),
  owner    TEXT    NOT NULL,
  opened_on TEXT   NOT NULL,
  currency TEXT    NOT NULL,
  expected INTEGER NOT NULL,
  advised  INTEGER NOT NULL,
  digest   BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

-- That one person said why our word and theirs differ and another confirmed it; the words are the
-- remark of the deed.
CREATE TABLE break_reasons (
  id            INTEGER PRIMARY KEY,
  deed          INTEGER NOT NULL,
  break         INTEGER NOT NULL REFERENCES breaks (id),
  first_person  TEXT    NOT NULL,
  second_person TEXT    NOT NULL,
  digest        BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;
`;

/** The whole schema as SQL, run once on a new book. */
export const SCHEMA = [
  TRAIL,
  LEDGER,
  OPEN_ITEMS,
  DAYS,
  PAYMENTS,
  APPROVALS,
  ENGINE,
  SETTLEMENT,
  KEEPING,
  MASTER,
  PEOPLE,
  CARRIED,
  HAND_OVERS,
  CORE,
  guards(),
].join('\n');
