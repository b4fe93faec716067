// The rules of a book that take one pass in order rather than a query: what the trail says of each
// payment, the links between postings, and whether names and accounts are what was committed to.

import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { postingsFollowTheTable, rowsAreBookedByTheirDeeds } from './audit-table.ts';
import { BALANCES_NOW } from './balances-now.ts';
import { commitmentOf, contentHash, digestOf, type Field } from './digest.ts';
import { paymentId, RECORDS_PER_BATCH } from './payment-ids.ts';
import { SCHEMA } from './schema.ts';

/** One text per violation; none is what a sound book answers. */
export type Pass = (db: Database.Database) => Generator<string>;

type BatchRow = { id: bigint; number_of_transactions: bigint };
type Change = {
  first_record: bigint;
  last_record: bigint;
  from_status: string;
  to_status: string;
  reason_code: string;
  reason: string;
};
type Standing = {
  id: bigint;
  status: string;
  reason_code: string | null;
  reason: string | null;
};

/** Every payment stands where its last change in the trail left it, and for that reason. */
function* statusesFollowTheTrail(db: Database.Database): Generator<string> {
  const batches = db.prepare<[], BatchRow>('SELECT id, number_of_transactions FROM batches');
  const changesOf = db.prepare<[bigint], Change>(
    `SELECT first_record, last_record, from_status, to_status, reason_code, reason
     FROM status_changes WHERE batch = ? ORDER BY id`,
  );
  const paymentsOf = db.prepare<[number, number], Standing>(
    'SELECT id, status, reason_code, reason FROM payments WHERE id >= ? AND id < ?',
  );
  for (const batch of batches.all()) {
    const size = Number(batch.number_of_transactions);
    // Also of what is no number at all in a damaged file.
    if (!(size >= 0 && size <= RECORDS_PER_BATCH)) {
      yield `batch ${batch.id} of ${size}`;
      continue;
    }
    // Per record the place of its last change in `changes`; 0 is what it was received as.
    const last = new Int32Array(size);
    const changes = [{ to_status: 'received', reason_code: '', reason: '' }];
    for (const change of changesOf.iterate(batch.id)) {
      const end = Number(change.last_record);
      for (let record = Number(change.first_record); record <= end; record += 1) {
        const was = changes[last[record] ?? -1];
        if (was?.to_status !== change.from_status) {
          yield `batch ${batch.id} record ${record} was not ${change.from_status}`;
          break;
        }
        last[record] = changes.length;
      }
      changes.push(change);
    }
    const from = paymentId(Number(batch.id), 0);
    for (const payment of paymentsOf.iterate(from, paymentId(Number(batch.id) + 1, 0))) {
      const told = changes[last[Number(payment.id) - from] ?? -1];
      if (told === undefined || !isTold(payment, told)) yield `payment ${payment.id}`;
    }
  }
}

function isTold(
  payment: Standing,
  told: { to_status: string; reason_code: string; reason: string },
): boolean {
  if (payment.status !== told.to_status) return false;
  // A received payment of a batch booking keeps its rule's reason until the booking ends.
  if (payment.status === 'received') return true;
  return (payment.reason_code ?? '') === told.reason_code && (payment.reason ?? '') === told.reason;
}

type LinkedPosting = {
  id: bigint;
  debit_account: bigint;
  credit_account: bigint;
  previous_debit: bigint;
  previous_credit: bigint;
};

/** Each posting points at the one before it on both its accounts, and each account at its last. */
function* postingsAreLinked(db: Database.Database): Generator<string> {
  const last = new Map<bigint, bigint>();
  const postings = db.prepare<[], LinkedPosting>(
    `SELECT id, debit_account, credit_account, previous_debit, previous_credit
     FROM postings ORDER BY id`,
  );
  for (const posting of postings.iterate()) {
    const debit = last.get(posting.debit_account) ?? 0n;
    const credit = last.get(posting.credit_account) ?? 0n;
    if (posting.previous_debit !== debit || posting.previous_credit !== credit) {
      yield `posting ${posting.id}`;
    }
    last.set(posting.debit_account, posting.id);
    last.set(posting.credit_account, posting.id);
  }
  const balances = db.prepare<[], { account: bigint; last_posting: bigint }>(
    `SELECT account, last_posting FROM ${BALANCES_NOW}`,
  );
  for (const { account, last_posting } of balances.iterate()) {
    if (last_posting !== (last.get(account) ?? 0n)) yield `account ${account}`;
  }
}

/**
 * What is beside the chain, its salt, and the commitment in the chain, with the subject that is
 * erased as one. Rows without salt are absent.
 */
const COMMITTED = [
  `SELECT 'account ' || a.id, 'account', a.id, a.name_commitment, n.salt, n.name
   FROM accounts a LEFT JOIN account_names n ON n.account = a.id`,
  `SELECT 'batch ' || b.id, 'batch', b.id, b.file_commitment, f.salt, f.file_name,
     f.initiating_party
   FROM batches b LEFT JOIN batch_files f ON f.batch = b.id`,
  `SELECT 'payment information ' || i.id, 'batch', i.batch, i.debtor_commitment, d.salt, d.name,
     d.account, d.agent
   FROM payment_informations i LEFT JOIN debtors d ON d.payment_information = i.id`,
  `SELECT 'payment ' || p.id, 'batch', p.id / ${RECORDS_PER_BATCH}, p.creditor_commitment, c.salt,
     c.name, c.account, c.agent, c.country, c.remittance, c.purpose
   FROM payments p LEFT JOIN creditors c ON c.payment = p.id`,
  `SELECT 'remark ' || r.deed, r.subject, r.subject_id, r.commitment, t.salt, t.text
   FROM remarks r LEFT JOIN remark_texts t ON t.deed = r.deed`,
  `SELECT 'master version ' || v.id, 'record', v.subject, v.commitment, m.salt, m.content,
     m.terms
   FROM master_versions v LEFT JOIN master_values m ON m.version = v.id`,
  `SELECT 'person ' || p.id, 'person', p.id, p.name_commitment, n.salt, n.sign_in_name, n.name
   FROM people p LEFT JOIN person_names n ON n.person = p.id`,
  `SELECT 'credential ' || c.id, 'person', c.person, c.commitment, s.salt, s.passphrase_hash,
     s.totp_secret
   FROM credential_changes c LEFT JOIN credentials s ON s.change = c.id`,
] as const;

/** Names, accounts and remittance are what the chain holds commitments to, or were erased. */
function* personalDataIsAsCommitted(db: Database.Database): Generator<string> {
  const erasures = db
    .prepare<[], string>(`SELECT subject || ' ' || subject_id FROM erasures`)
    .pluck()
    .all();
  const erased = new Set(erasures);
  for (const sql of COMMITTED) {
    const rows = db.prepare<[], unknown[]>(sql).raw();
    for (const [name, subject, id, commitment, salt, ...fields] of rows.iterate()) {
      const isErased = erased.has(`${subject} ${id}`);
      const isThere = Buffer.isBuffer(salt);
      const whole =
        isThere &&
        Buffer.isBuffer(commitment) &&
        commitmentOf(salt, fields.map(asText)).equals(commitment);
      if (isErased === isThere || (isThere && !whole)) yield String(name);
    }
  }
}

function asText(value: unknown): string | null {
  return value === null ? null : String(value);
}

type SnapshotRow = { deed: bigint; state: Buffer; committed: Buffer | null };

/** The state that the engine starts from is the one that its epoch committed. */
function* snapshotsAreAsCommitted(db: Database.Database): Generator<string> {
  const rows = db.prepare<[], SnapshotRow>(
    `SELECT s.deed, s.state, e.snapshot AS committed
     FROM state_snapshots s LEFT JOIN epochs e ON e.deed = s.deed AND e.topology = s.topology`,
  );
  for (const { deed, state, committed } of rows.iterate()) {
    if (committed === null || !contentHash(state).equals(committed)) yield `snapshot ${deed}`;
  }
}

type ClosedRow = {
  id: bigint;
  day: string;
  balance_count: bigint;
  balances_digest: Buffer;
  item_count: bigint;
  items_digest: Buffer;
};

/** Balances and open items of a closed day are those that its row in the chain committed to. */
function* closedDaysAreAsCommitted(db: Database.Database): Generator<string> {
  const closings = db.prepare<[], ClosedRow>(
    `SELECT id, day, balance_count, balances_digest, item_count, items_digest FROM day_closings`,
  );
  const kept = (what: string) => {
    const rows = db.prepare<[bigint], Field[]>(what).raw();
    return (closing: bigint, count: bigint, digest: Buffer): boolean => {
      const folded = createHash('sha256');
      let found = 0n;
      for (const fields of rows.iterate(closing)) {
        folded.update(digestOf(fields));
        found += 1n;
      }
      return found === count && folded.digest().equals(digest);
    };
  };
  const balances = kept(`SELECT account, debits_pending, debits_posted, credits_pending,
    credits_posted FROM day_balances WHERE closing = ? ORDER BY account`);
  const items = kept(`SELECT kind, reference, owner, since, currency, amount, carried
    FROM day_items WHERE closing = ? ORDER BY kind, reference`);
  for (const closing of closings.all()) {
    const { id, day, balance_count, balances_digest, item_count, items_digest } = closing;
    if (!balances(id, balance_count, balances_digest)) yield `balances of ${day}`;
    if (!items(id, item_count, items_digest)) yield `items of ${day}`;
  }
}

const OBJECTS = `SELECT name, type || ' of ' || tbl_name || ': ' || coalesce(sql, '')
  FROM sqlite_schema ORDER BY name`;

/** By name what this program's own layout consists of; made once, for it takes longer than to compare. */
let ownObjects: ReadonlyMap<string, string> | null = null;

function madeAnew(): ReadonlyMap<string, string> {
  const model = new Database(':memory:');
  try {
    model.exec(SCHEMA);
    return new Map(model.prepare<[], [string, string]>(OBJECTS).raw().all());
  } finally {
    model.close();
  }
}

/** The tables, indexes and triggers are those of this program: a guard that was taken off shows. */
function* schemaIsOurs(db: Database.Database): Generator<string> {
  ownObjects ??= madeAnew();
  const missing = new Set(ownObjects.keys());
  for (const [name, text] of db.prepare<[], [string, string]>(OBJECTS).raw().iterate()) {
    if (ownObjects.get(name) !== text) yield `${name} differs`;
    missing.delete(name);
  }
  for (const name of missing) yield `${name} is missing`;
}

/** Every rule that takes a pass, by name, in the order in which they run. */
export const AUDIT_PASSES: { readonly [name: string]: Pass } = {
  schema_is_ours: schemaIsOurs,
  statuses_follow_the_trail: statusesFollowTheTrail,
  postings_are_linked: postingsAreLinked,
  postings_follow_the_table: postingsFollowTheTable,
  rows_are_booked_by_their_deeds: rowsAreBookedByTheirDeeds,
  personal_data_is_as_committed: personalDataIsAsCommitted,
  snapshots_are_as_committed: snapshotsAreAsCommitted,
  closed_days_are_as_committed: closedDaysAreAsCommitted,
};
