-- Goal: a change of a book's tables is seen. Method: schema.test.ts compares these statements with
-- those of a new book; it writes this file when UPDATE_GOLDEN is 1.

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

CREATE TABLE balances (
  account         INTEGER PRIMARY KEY REFERENCES accounts (id),
  debits_pending  INTEGER NOT NULL,
  debits_posted   INTEGER NOT NULL,
  credits_pending INTEGER NOT NULL,
  credits_posted  INTEGER NOT NULL,
  last_posting    INTEGER NOT NULL
) STRICT;

CREATE TABLE balances_written (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  posting INTEGER NOT NULL,
  entry   INTEGER NOT NULL
) STRICT;

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

CREATE TABLE journal_marks (
  deed     INTEGER PRIMARY KEY REFERENCES deeds (sequence) DEFERRABLE INITIALLY DEFERRED,
  entries  BLOB    NOT NULL,
  postings BLOB    NOT NULL
) STRICT;

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

CREATE TABLE signatures (
  entry         INTEGER PRIMARY KEY REFERENCES entries (id),
  deed          INTEGER NOT NULL,
  duty          TEXT    NOT NULL CHECK (duty IN ('comply', 'approve')),
  first_person  TEXT    NOT NULL,
  second_person TEXT    NOT NULL,
  digest        BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

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

CREATE TABLE item_movements (
  id     INTEGER PRIMARY KEY,
  deed   INTEGER NOT NULL,
  item   INTEGER NOT NULL REFERENCES open_items (id),
  entry  INTEGER NOT NULL CHECK (entry >= 0),
  amount INTEGER NOT NULL CHECK (amount <> 0),
  digest BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE INDEX item_movements_of_item ON item_movements (item);

CREATE TABLE days (
  id            INTEGER PRIMARY KEY,
  deed          INTEGER NOT NULL,
  day           TEXT    NOT NULL UNIQUE CHECK (length(day) = 10),
  first_entry   INTEGER NOT NULL CHECK (first_entry   > 0),
  first_posting INTEGER NOT NULL CHECK (first_posting > 0),
  digest        BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

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

CREATE TABLE day_balances (
  account         INTEGER NOT NULL REFERENCES accounts (id),
  closing         INTEGER NOT NULL REFERENCES day_closings (id) DEFERRABLE INITIALLY DEFERRED,
  debits_pending  INTEGER NOT NULL,
  debits_posted   INTEGER NOT NULL,
  credits_pending INTEGER NOT NULL,
  credits_posted  INTEGER NOT NULL,
  PRIMARY KEY (account, closing)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE payment_reminders (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  payment    INTEGER NOT NULL REFERENCES payments (id),
  person     TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE INDEX payment_reminders_of ON payment_reminders (payment);

CREATE TABLE amendments (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  payment    INTEGER NOT NULL REFERENCES payments (id),
  version    INTEGER NOT NULL CHECK (version > 1),
  person     TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8),
  UNIQUE (payment, version)
) STRICT;

CREATE TABLE deed_requests (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  asked      TEXT    NOT NULL,
  input      TEXT    NOT NULL,
  rule       TEXT    NOT NULL,
  maker      TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

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

CREATE UNIQUE INDEX request_words_end ON request_words (request)
  WHERE word NOT IN ('approved', 'reminded');

CREATE INDEX request_words_of ON request_words (request);

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

CREATE UNIQUE INDEX override_words_once ON override_words (begun, word);

CREATE INDEX override_words_of ON override_words (kind, thing);

CREATE TABLE epochs (
  deed        INTEGER PRIMARY KEY REFERENCES deeds (sequence) DEFERRABLE INITIALLY DEFERRED,
  batch       INTEGER NOT NULL REFERENCES batches (id),
  from_record INTEGER NOT NULL,
  to_record   INTEGER NOT NULL CHECK (to_record >= from_record),
  topology    TEXT    NOT NULL,
  state_delta BLOB    NOT NULL,
  snapshot    BLOB    CHECK (length(snapshot) = 32),
  digest      BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE state_snapshots (
  deed     INTEGER PRIMARY KEY REFERENCES deeds (sequence) DEFERRABLE INITIALLY DEFERRED,
  topology TEXT NOT NULL,
  state    BLOB NOT NULL
) STRICT;

CREATE TABLE policies (
  id     INTEGER PRIMARY KEY,
  deed   INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  value  TEXT    NOT NULL,
  digest BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE intake_changes (
  id     INTEGER PRIMARY KEY,
  deed   INTEGER NOT NULL,
  state  TEXT    NOT NULL CHECK (state IN ('running', 'paused', 'draining')),
  digest BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE redrives (
  id              INTEGER PRIMARY KEY,
  deed            INTEGER NOT NULL,
  payment         INTEGER NOT NULL REFERENCES payments (id),
  word            TEXT    NOT NULL CHECK (word IN ('asked', 'judged')),
  related_payment INTEGER NOT NULL CHECK (related_payment >= 0 AND related_payment <> payment),
  digest          BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE INDEX redrives_of_payment ON redrives (payment);

CREATE INDEX redrives_of_deed ON redrives (deed);

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

CREATE TABLE break_reasons (
  id            INTEGER PRIMARY KEY,
  deed          INTEGER NOT NULL,
  break         INTEGER NOT NULL REFERENCES breaks (id),
  first_person  TEXT    NOT NULL,
  second_person TEXT    NOT NULL,
  digest        BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

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

CREATE TABLE retention_holds (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  subject    TEXT    NOT NULL CHECK (subject IN ('batch', 'account', 'remark', 'record', 'person')),
  subject_id INTEGER NOT NULL,
  lifts      INTEGER NOT NULL CHECK (lifts >= 0 AND lifts < id),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE UNIQUE INDEX retention_holds_lifted_once ON retention_holds (lifts) WHERE lifts > 0;

CREATE TABLE restores (
  id             INTEGER PRIMARY KEY,
  deed           INTEGER NOT NULL,
  backup_head    BLOB    NOT NULL CHECK (length(backup_head) = 32),
  backup_count   INTEGER NOT NULL CHECK (backup_count >= 0),
  replaced_head  BLOB    CHECK (length(replaced_head) = 32),
  replaced_count INTEGER NOT NULL CHECK (replaced_count >= 0),
  digest         BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE TABLE outgoing_holds (
  id      INTEGER PRIMARY KEY,
  deed    INTEGER NOT NULL,
  restore INTEGER NOT NULL REFERENCES restores (id),
  batch   INTEGER NOT NULL REFERENCES batches (id),
  digest  BLOB    NOT NULL CHECK (length(digest) = 8),
  UNIQUE (batch, restore)
) STRICT;

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

CREATE TABLE remarks (
  deed       INTEGER PRIMARY KEY REFERENCES deeds (sequence) DEFERRABLE INITIALLY DEFERRED,
  subject    TEXT    NOT NULL CHECK (subject IN ('batch', 'account', 'remark')),
  subject_id INTEGER NOT NULL,
  commitment BLOB    NOT NULL CHECK (length(commitment) = 32),
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

CREATE INDEX remarks_of_subject ON remarks (subject, subject_id);

CREATE TABLE remark_texts (
  deed INTEGER PRIMARY KEY REFERENCES remarks (deed),
  text TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

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

CREATE TABLE master_terms (
  segment INTEGER NOT NULL,
  term    TEXT    NOT NULL,
  version INTEGER NOT NULL,
  change  INTEGER NOT NULL,
  PRIMARY KEY (segment, term, version)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE approval_packages (
  id         INTEGER PRIMARY KEY,
  deed       INTEGER NOT NULL,
  package    BLOB    NOT NULL UNIQUE CHECK (length(package) = 16),
  content    BLOB    NOT NULL CHECK (length(content) = 32),
  things     INTEGER NOT NULL CHECK (things > 0),
  expires_at INTEGER NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 8)
) STRICT;

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

CREATE TRIGGER deeds_no_update BEFORE UPDATE ON deeds
BEGIN SELECT RAISE(ABORT, 'deeds is append-only'); END;

CREATE TRIGGER deeds_no_delete BEFORE DELETE ON deeds
BEGIN SELECT RAISE(ABORT, 'deeds is append-only'); END;

CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries is append-only'); END;

CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries is append-only'); END;

CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings
BEGIN SELECT RAISE(ABORT, 'postings is append-only'); END;

CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings
BEGIN SELECT RAISE(ABORT, 'postings is append-only'); END;

CREATE TRIGGER journal_marks_no_update BEFORE UPDATE ON journal_marks
BEGIN SELECT RAISE(ABORT, 'journal_marks is append-only'); END;

CREATE TRIGGER journal_marks_no_delete BEFORE DELETE ON journal_marks
BEGIN SELECT RAISE(ABORT, 'journal_marks is append-only'); END;

CREATE TRIGGER status_changes_no_update BEFORE UPDATE ON status_changes
BEGIN SELECT RAISE(ABORT, 'status_changes is append-only'); END;

CREATE TRIGGER status_changes_no_delete BEFORE DELETE ON status_changes
BEGIN SELECT RAISE(ABORT, 'status_changes is append-only'); END;

CREATE TRIGGER epochs_no_update BEFORE UPDATE ON epochs
BEGIN SELECT RAISE(ABORT, 'epochs is append-only'); END;

CREATE TRIGGER epochs_no_delete BEFORE DELETE ON epochs
BEGIN SELECT RAISE(ABORT, 'epochs is append-only'); END;

CREATE TRIGGER policies_no_update BEFORE UPDATE ON policies
BEGIN SELECT RAISE(ABORT, 'policies is append-only'); END;

CREATE TRIGGER policies_no_delete BEFORE DELETE ON policies
BEGIN SELECT RAISE(ABORT, 'policies is append-only'); END;

CREATE TRIGGER intake_changes_no_update BEFORE UPDATE ON intake_changes
BEGIN SELECT RAISE(ABORT, 'intake_changes is append-only'); END;

CREATE TRIGGER intake_changes_no_delete BEFORE DELETE ON intake_changes
BEGIN SELECT RAISE(ABORT, 'intake_changes is append-only'); END;

CREATE TRIGGER redrives_no_update BEFORE UPDATE ON redrives
BEGIN SELECT RAISE(ABORT, 'redrives is append-only'); END;

CREATE TRIGGER redrives_no_delete BEFORE DELETE ON redrives
BEGIN SELECT RAISE(ABORT, 'redrives is append-only'); END;

CREATE TRIGGER breaks_no_update BEFORE UPDATE ON breaks
BEGIN SELECT RAISE(ABORT, 'breaks is append-only'); END;

CREATE TRIGGER breaks_no_delete BEFORE DELETE ON breaks
BEGIN SELECT RAISE(ABORT, 'breaks is append-only'); END;

CREATE TRIGGER erasures_no_update BEFORE UPDATE ON erasures
BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END;

CREATE TRIGGER erasures_no_delete BEFORE DELETE ON erasures
BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END;

CREATE TRIGGER retention_holds_no_update BEFORE UPDATE ON retention_holds
BEGIN SELECT RAISE(ABORT, 'retention_holds is append-only'); END;

CREATE TRIGGER retention_holds_no_delete BEFORE DELETE ON retention_holds
BEGIN SELECT RAISE(ABORT, 'retention_holds is append-only'); END;

CREATE TRIGGER restores_no_update BEFORE UPDATE ON restores
BEGIN SELECT RAISE(ABORT, 'restores is append-only'); END;

CREATE TRIGGER restores_no_delete BEFORE DELETE ON restores
BEGIN SELECT RAISE(ABORT, 'restores is append-only'); END;

CREATE TRIGGER outgoing_holds_no_update BEFORE UPDATE ON outgoing_holds
BEGIN SELECT RAISE(ABORT, 'outgoing_holds is append-only'); END;

CREATE TRIGGER outgoing_holds_no_delete BEFORE DELETE ON outgoing_holds
BEGIN SELECT RAISE(ABORT, 'outgoing_holds is append-only'); END;

CREATE TRIGGER outgoing_releases_no_update BEFORE UPDATE ON outgoing_releases
BEGIN SELECT RAISE(ABORT, 'outgoing_releases is append-only'); END;

CREATE TRIGGER outgoing_releases_no_delete BEFORE DELETE ON outgoing_releases
BEGIN SELECT RAISE(ABORT, 'outgoing_releases is append-only'); END;

CREATE TRIGGER remarks_no_update BEFORE UPDATE ON remarks
BEGIN SELECT RAISE(ABORT, 'remarks is append-only'); END;

CREATE TRIGGER remarks_no_delete BEFORE DELETE ON remarks
BEGIN SELECT RAISE(ABORT, 'remarks is append-only'); END;

CREATE TRIGGER master_changes_no_update BEFORE UPDATE ON master_changes
BEGIN SELECT RAISE(ABORT, 'master_changes is append-only'); END;

CREATE TRIGGER master_changes_no_delete BEFORE DELETE ON master_changes
BEGIN SELECT RAISE(ABORT, 'master_changes is append-only'); END;

CREATE TRIGGER master_versions_no_update BEFORE UPDATE ON master_versions
BEGIN SELECT RAISE(ABORT, 'master_versions is append-only'); END;

CREATE TRIGGER master_versions_no_delete BEFORE DELETE ON master_versions
BEGIN SELECT RAISE(ABORT, 'master_versions is append-only'); END;

CREATE TRIGGER master_steps_no_update BEFORE UPDATE ON master_steps
BEGIN SELECT RAISE(ABORT, 'master_steps is append-only'); END;

CREATE TRIGGER master_steps_no_delete BEFORE DELETE ON master_steps
BEGIN SELECT RAISE(ABORT, 'master_steps is append-only'); END;

CREATE TRIGGER break_reasons_no_update BEFORE UPDATE ON break_reasons
BEGIN SELECT RAISE(ABORT, 'break_reasons is append-only'); END;

CREATE TRIGGER break_reasons_no_delete BEFORE DELETE ON break_reasons
BEGIN SELECT RAISE(ABORT, 'break_reasons is append-only'); END;

CREATE TRIGGER account_changes_no_update BEFORE UPDATE ON account_changes
BEGIN SELECT RAISE(ABORT, 'account_changes is append-only'); END;

CREATE TRIGGER account_changes_no_delete BEFORE DELETE ON account_changes
BEGIN SELECT RAISE(ABORT, 'account_changes is append-only'); END;

CREATE TRIGGER hold_events_no_update BEFORE UPDATE ON hold_events
BEGIN SELECT RAISE(ABORT, 'hold_events is append-only'); END;

CREATE TRIGGER hold_events_no_delete BEFORE DELETE ON hold_events
BEGIN SELECT RAISE(ABORT, 'hold_events is append-only'); END;

CREATE TRIGGER signatures_no_update BEFORE UPDATE ON signatures
BEGIN SELECT RAISE(ABORT, 'signatures is append-only'); END;

CREATE TRIGGER signatures_no_delete BEFORE DELETE ON signatures
BEGIN SELECT RAISE(ABORT, 'signatures is append-only'); END;

CREATE TRIGGER approvals_no_update BEFORE UPDATE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals is append-only'); END;

CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals is append-only'); END;

CREATE TRIGGER payment_reminders_no_update BEFORE UPDATE ON payment_reminders
BEGIN SELECT RAISE(ABORT, 'payment_reminders is append-only'); END;

CREATE TRIGGER payment_reminders_no_delete BEFORE DELETE ON payment_reminders
BEGIN SELECT RAISE(ABORT, 'payment_reminders is append-only'); END;

CREATE TRIGGER amendments_no_update BEFORE UPDATE ON amendments
BEGIN SELECT RAISE(ABORT, 'amendments is append-only'); END;

CREATE TRIGGER amendments_no_delete BEFORE DELETE ON amendments
BEGIN SELECT RAISE(ABORT, 'amendments is append-only'); END;

CREATE TRIGGER deed_requests_no_update BEFORE UPDATE ON deed_requests
BEGIN SELECT RAISE(ABORT, 'deed_requests is append-only'); END;

CREATE TRIGGER deed_requests_no_delete BEFORE DELETE ON deed_requests
BEGIN SELECT RAISE(ABORT, 'deed_requests is append-only'); END;

CREATE TRIGGER request_words_no_update BEFORE UPDATE ON request_words
BEGIN SELECT RAISE(ABORT, 'request_words is append-only'); END;

CREATE TRIGGER request_words_no_delete BEFORE DELETE ON request_words
BEGIN SELECT RAISE(ABORT, 'request_words is append-only'); END;

CREATE TRIGGER override_words_no_update BEFORE UPDATE ON override_words
BEGIN SELECT RAISE(ABORT, 'override_words is append-only'); END;

CREATE TRIGGER override_words_no_delete BEFORE DELETE ON override_words
BEGIN SELECT RAISE(ABORT, 'override_words is append-only'); END;

CREATE TRIGGER item_movements_no_update BEFORE UPDATE ON item_movements
BEGIN SELECT RAISE(ABORT, 'item_movements is append-only'); END;

CREATE TRIGGER item_movements_no_delete BEFORE DELETE ON item_movements
BEGIN SELECT RAISE(ABORT, 'item_movements is append-only'); END;

CREATE TRIGGER days_no_update BEFORE UPDATE ON days
BEGIN SELECT RAISE(ABORT, 'days is append-only'); END;

CREATE TRIGGER days_no_delete BEFORE DELETE ON days
BEGIN SELECT RAISE(ABORT, 'days is append-only'); END;

CREATE TRIGGER day_closings_no_update BEFORE UPDATE ON day_closings
BEGIN SELECT RAISE(ABORT, 'day_closings is append-only'); END;

CREATE TRIGGER day_closings_no_delete BEFORE DELETE ON day_closings
BEGIN SELECT RAISE(ABORT, 'day_closings is append-only'); END;

CREATE TRIGGER day_balances_no_update BEFORE UPDATE ON day_balances
BEGIN SELECT RAISE(ABORT, 'day_balances is append-only'); END;

CREATE TRIGGER day_balances_no_delete BEFORE DELETE ON day_balances
BEGIN SELECT RAISE(ABORT, 'day_balances is append-only'); END;

CREATE TRIGGER day_items_no_update BEFORE UPDATE ON day_items
BEGIN SELECT RAISE(ABORT, 'day_items is append-only'); END;

CREATE TRIGGER day_items_no_delete BEFORE DELETE ON day_items
BEGIN SELECT RAISE(ABORT, 'day_items is append-only'); END;

CREATE TRIGGER people_no_update BEFORE UPDATE ON people
BEGIN SELECT RAISE(ABORT, 'people is append-only'); END;

CREATE TRIGGER people_no_delete BEFORE DELETE ON people
BEGIN SELECT RAISE(ABORT, 'people is append-only'); END;

CREATE TRIGGER credential_changes_no_update BEFORE UPDATE ON credential_changes
BEGIN SELECT RAISE(ABORT, 'credential_changes is append-only'); END;

CREATE TRIGGER credential_changes_no_delete BEFORE DELETE ON credential_changes
BEGIN SELECT RAISE(ABORT, 'credential_changes is append-only'); END;

CREATE TRIGGER grants_no_update BEFORE UPDATE ON grants
BEGIN SELECT RAISE(ABORT, 'grants is append-only'); END;

CREATE TRIGGER grants_no_delete BEFORE DELETE ON grants
BEGIN SELECT RAISE(ABORT, 'grants is append-only'); END;

CREATE TRIGGER grant_marks_no_update BEFORE UPDATE ON grant_marks
BEGIN SELECT RAISE(ABORT, 'grant_marks is append-only'); END;

CREATE TRIGGER grant_marks_no_delete BEFORE DELETE ON grant_marks
BEGIN SELECT RAISE(ABORT, 'grant_marks is append-only'); END;

CREATE TRIGGER person_ends_no_update BEFORE UPDATE ON person_ends
BEGIN SELECT RAISE(ABORT, 'person_ends is append-only'); END;

CREATE TRIGGER person_ends_no_delete BEFORE DELETE ON person_ends
BEGIN SELECT RAISE(ABORT, 'person_ends is append-only'); END;

CREATE TRIGGER sign_ins_no_update BEFORE UPDATE ON sign_ins
BEGIN SELECT RAISE(ABORT, 'sign_ins is append-only'); END;

CREATE TRIGGER sign_ins_no_delete BEFORE DELETE ON sign_ins
BEGIN SELECT RAISE(ABORT, 'sign_ins is append-only'); END;

CREATE TRIGGER signing_keys_no_update BEFORE UPDATE ON signing_keys
BEGIN SELECT RAISE(ABORT, 'signing_keys is append-only'); END;

CREATE TRIGGER signing_keys_no_delete BEFORE DELETE ON signing_keys
BEGIN SELECT RAISE(ABORT, 'signing_keys is append-only'); END;

CREATE TRIGGER signing_key_marks_no_update BEFORE UPDATE ON signing_key_marks
BEGIN SELECT RAISE(ABORT, 'signing_key_marks is append-only'); END;

CREATE TRIGGER signing_key_marks_no_delete BEFORE DELETE ON signing_key_marks
BEGIN SELECT RAISE(ABORT, 'signing_key_marks is append-only'); END;

CREATE TRIGGER approval_packages_no_update BEFORE UPDATE ON approval_packages
BEGIN SELECT RAISE(ABORT, 'approval_packages is append-only'); END;

CREATE TRIGGER approval_packages_no_delete BEFORE DELETE ON approval_packages
BEGIN SELECT RAISE(ABORT, 'approval_packages is append-only'); END;

CREATE TRIGGER carried_words_no_update BEFORE UPDATE ON carried_words
BEGIN SELECT RAISE(ABORT, 'carried_words is append-only'); END;

CREATE TRIGGER carried_words_no_delete BEFORE DELETE ON carried_words
BEGIN SELECT RAISE(ABORT, 'carried_words is append-only'); END;

CREATE TRIGGER branch_keys_no_update BEFORE UPDATE ON branch_keys
BEGIN SELECT RAISE(ABORT, 'branch_keys is append-only'); END;

CREATE TRIGGER branch_keys_no_delete BEFORE DELETE ON branch_keys
BEGIN SELECT RAISE(ABORT, 'branch_keys is append-only'); END;

CREATE TRIGGER hand_overs_no_update BEFORE UPDATE ON hand_overs
BEGIN SELECT RAISE(ABORT, 'hand_overs is append-only'); END;

CREATE TRIGGER hand_overs_no_delete BEFORE DELETE ON hand_overs
BEGIN SELECT RAISE(ABORT, 'hand_overs is append-only'); END;

CREATE TRIGGER hand_over_ends_no_update BEFORE UPDATE ON hand_over_ends
BEGIN SELECT RAISE(ABORT, 'hand_over_ends is append-only'); END;

CREATE TRIGGER hand_over_ends_no_delete BEFORE DELETE ON hand_over_ends
BEGIN SELECT RAISE(ABORT, 'hand_over_ends is append-only'); END;

CREATE TRIGGER take_overs_no_update BEFORE UPDATE ON take_overs
BEGIN SELECT RAISE(ABORT, 'take_overs is append-only'); END;

CREATE TRIGGER take_overs_no_delete BEFORE DELETE ON take_overs
BEGIN SELECT RAISE(ABORT, 'take_overs is append-only'); END;

CREATE TRIGGER core_imports_no_update BEFORE UPDATE ON core_imports
BEGIN SELECT RAISE(ABORT, 'core_imports is append-only'); END;

CREATE TRIGGER core_imports_no_delete BEFORE DELETE ON core_imports
BEGIN SELECT RAISE(ABORT, 'core_imports is append-only'); END;

CREATE TRIGGER core_balances_no_update BEFORE UPDATE ON core_balances
BEGIN SELECT RAISE(ABORT, 'core_balances is append-only'); END;

CREATE TRIGGER core_balances_no_delete BEFORE DELETE ON core_balances
BEGIN SELECT RAISE(ABORT, 'core_balances is append-only'); END;

CREATE TRIGGER book_no_update BEFORE UPDATE OF instance_id, made_at, party_salt ON book
BEGIN SELECT RAISE(ABORT, 'this part of book is append-only'); END;

CREATE TRIGGER book_no_delete BEFORE DELETE ON book
BEGIN SELECT RAISE(ABORT, 'book rows are never deleted'); END;

CREATE TRIGGER accounts_no_update BEFORE UPDATE OF id, deed, number, currency, kind, normal_side, open_item, locked, funds_check, account_limit, name_commitment, digest ON accounts
BEGIN SELECT RAISE(ABORT, 'this part of accounts is append-only'); END;

CREATE TRIGGER accounts_no_delete BEFORE DELETE ON accounts
BEGIN SELECT RAISE(ABORT, 'accounts rows are never deleted'); END;

CREATE TRIGGER balances_no_update BEFORE UPDATE OF account ON balances
BEGIN SELECT RAISE(ABORT, 'this part of balances is append-only'); END;

CREATE TRIGGER balances_no_delete BEFORE DELETE ON balances
BEGIN SELECT RAISE(ABORT, 'balances rows are never deleted'); END;

CREATE TRIGGER balances_written_no_update BEFORE UPDATE OF id ON balances_written
BEGIN SELECT RAISE(ABORT, 'this part of balances_written is append-only'); END;

CREATE TRIGGER balances_written_no_delete BEFORE DELETE ON balances_written
BEGIN SELECT RAISE(ABORT, 'balances_written rows are never deleted'); END;

CREATE TRIGGER batches_no_update BEFORE UPDATE OF id, deed, original, message_type, message_id, ordering_party, number_of_transactions, received_at, received_on, file_commitment, fallen, digest ON batches
BEGIN SELECT RAISE(ABORT, 'this part of batches is append-only'); END;

CREATE TRIGGER batches_no_delete BEFORE DELETE ON batches
BEGIN SELECT RAISE(ABORT, 'batches rows are never deleted'); END;

CREATE TRIGGER payment_informations_no_update BEFORE UPDATE OF id, deed, batch, payment_information_id, batch_booking, debtor_account, requested_execution_date, execution_date, date_reason, first_record, debtor_commitment, digest ON payment_informations
BEGIN SELECT RAISE(ABORT, 'this part of payment_informations is append-only'); END;

CREATE TRIGGER payment_informations_no_delete BEFORE DELETE ON payment_informations
BEGIN SELECT RAISE(ABORT, 'payment_informations rows are never deleted'); END;

CREATE TRIGGER payments_no_update BEFORE UPDATE OF id, deed, payment_information, rail, amount, currency, end_to_end_id, instruction_id, uetr, line, creditor_commitment, related_payment, digest ON payments
BEGIN SELECT RAISE(ABORT, 'this part of payments is append-only'); END;

CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments rows are never deleted'); END;

CREATE TRIGGER open_items_no_update BEFORE UPDATE OF id, deed, account, reference, owner, opened_on, digest ON open_items
BEGIN SELECT RAISE(ABORT, 'this part of open_items is append-only'); END;

CREATE TRIGGER open_items_no_delete BEFORE DELETE ON open_items
BEGIN SELECT RAISE(ABORT, 'open_items rows are never deleted'); END;

CREATE TRIGGER cycles_no_update BEFORE UPDATE OF id, deed, currency, settlement_date, digest ON cycles
BEGIN SELECT RAISE(ABORT, 'this part of cycles is append-only'); END;

CREATE TRIGGER cycles_no_delete BEFORE DELETE ON cycles
BEGIN SELECT RAISE(ABORT, 'cycles rows are never deleted'); END;

CREATE TRIGGER book_becomes_untouched BEFORE UPDATE OF demo, role ON book
WHEN NEW.demo < OLD.demo OR (SELECT count(*) FROM deeds) > 0
BEGIN SELECT RAISE(ABORT, 'what a book is, is append-only once a deed was tried'); END;
