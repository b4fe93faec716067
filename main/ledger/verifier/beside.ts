// What lies beside the chain and is vouched for by a digest in it: personal data with its salt, and
// the snapshot of the engine's state.
import type Database from 'better-sqlite3';
import { COMMITMENTS, type Commitment } from './commitments.ts';
import { asValue, BATCH_SPAN, fieldsDigest, sameBytes, sha256 } from './format.ts';
import { CHAINED } from './layout.ts';
import type { Meter } from './meter.ts';

/**
 * Names each row of personal data that is not what the chain committed to, that is missing though
 * no erasure of the trail took it, or that is there although one did, and each that belongs to
 * nothing.
 */
export function* personalDataIsCommitted(db: Database.Database, meter: Meter): Generator<string> {
  const erased = readErasures(db);
  for (const each of COMMITMENTS) {
    yield* isCommitted(db, each, erased, meter);
    yield* strangers(db, each);
  }
  yield* termsLeadToValues(db, meter);
  for (const [subject, { shown, found }] of erased) {
    if (shown !== found) yield `erasure of ${subject} says ${shown} rows, there were ${found}`;
  }
}

/** By subject, `batch 2`: how many rows its erasure says it took, and how many owners it left. */
type Erasures = Map<string, { readonly shown: bigint; found: bigint }>;

function readErasures(db: Database.Database): Erasures {
  const sql = 'SELECT subject, subject_id, row_count FROM erasures';
  const rows = db.prepare<[], [string, bigint, bigint]>(sql).raw().all();
  return new Map(
    rows.map(([subject, id, shown]) => [`${subject} ${id}`, { shown, found: 0n }] as const),
  );
}

function* isCommitted(
  db: Database.Database,
  { table, key, owner, commitment, fields }: Commitment,
  erased: Erasures,
  meter: Meter,
): Generator<string> {
  const columns = fields.map((field) => `beside.${field}`).join(', ');
  const id = keyOf(owner);
  const sql = `SELECT owner.${id}, ${SUBJECTS[owner]}, beside.${key}, owner.${commitment},
      beside.salt, ${columns}
    FROM ${owner} owner LEFT JOIN ${table} beside ON beside.${key} = owner.${id}
    ORDER BY owner.${id}`;
  for (const raw of db.prepare<[], unknown[]>(sql).raw().iterate()) {
    meter.step();
    const [id, subject, beside, committed, salt, ...data] = raw;
    const erasure = erased.get(String(subject));
    if (beside === null) {
      if (erasure === undefined) yield `${table} ${id} is missing, and was not erased`;
      else erasure.found += 1n;
      continue;
    }
    if (erasure !== undefined) yield `${table} ${id} was erased, and is there`;
    const made = fieldsDigest([asValue(salt), ...data.map(asValue)]);
    if (!(salt instanceof Uint8Array) || !sameBytes(committed, made)) {
      yield `${table} ${id} is not what ${owner} ${id} committed to`;
    }
  }
}

/** SQL for what is erased as one: an account, a batch with all numbered within it, or a remark. */
const SUBJECTS: { readonly [owner: string]: string } = {
  accounts: "'account ' || owner.id",
  batches: "'batch ' || owner.id",
  payment_informations: `'batch ' || (owner.id / ${BATCH_SPAN})`,
  payments: `'batch ' || (owner.id / ${BATCH_SPAN})`,
  master_versions: "'record ' || owner.subject",
  remarks: "owner.subject || ' ' || owner.subject_id",
  people: "'person ' || owner.id",
  credential_changes: "'person ' || owner.person",
};

/** The column by which the rows of a chained table are told apart. */
function keyOf(owner: string): string {
  return CHAINED[owner]?.key ?? 'id';
}

function* strangers(db: Database.Database, { table, key, owner }: Commitment): Generator<string> {
  const sql = `SELECT ${key} FROM ${table} WHERE ${key} NOT IN
    (SELECT ${keyOf(owner)} FROM ${owner})`;
  for (const id of db.prepare<[], bigint>(sql).pluck().iterate()) {
    yield `${table} ${id} belongs to nothing`;
  }
}

/** Names each record that is not in the index under all it is found under, and what is more. */
function* termsLeadToValues(db: Database.Database, meter: Meter): Generator<string> {
  const sql = `SELECT m.version, m.terms, v.change FROM master_values m
    JOIN master_versions v ON v.id = m.version ORDER BY m.version`;
  const find = db
    .prepare<[bigint, string, bigint], bigint>(
      'SELECT change FROM master_terms WHERE segment = ? AND term = ? AND version = ?',
    )
    .pluck();
  let terms = 0n;
  for (const [version, text, change] of db
    .prepare<[], [bigint, string, bigint]>(sql)
    .raw()
    .iterate()) {
    meter.step();
    for (const term of text.split('\n')) {
      terms += 1n;
      // A segment is 65,536 versions.
      const found = find.get(version >> 16n, term, version);
      if (found !== change) yield `master_values ${version} is not found by name`;
    }
  }
  const kept = db.prepare<[], bigint>('SELECT count(*) FROM master_terms').pluck().get();
  if (kept !== terms) yield `master_terms has ${kept} rows, the records have ${terms}`;
}

/** Names each snapshot of the engine's state that its epoch did not commit to. */
export function* snapshotsAreCommitted(db: Database.Database): Generator<string> {
  const sql = `SELECT s.deed, s.state, s.topology = e.topology, e.snapshot FROM state_snapshots s
    LEFT JOIN epochs e ON e.deed = s.deed`;
  for (const raw of db.prepare<[], unknown[]>(sql).raw().iterate()) {
    const [deed, state, isOfTopology, committed] = raw;
    const isAsCommitted = state instanceof Uint8Array && sameBytes(committed, sha256(state));
    if (!isAsCommitted || isOfTopology !== 1n) yield `state_snapshots ${deed} is another state`;
  }
  const newest = `SELECT max(deed) FROM epochs WHERE snapshot IS NOT NULL`;
  const deed = db.prepare<[], bigint | null>(newest).pluck().get() ?? null;
  const kept = db.prepare<[bigint | null], bigint>(
    'SELECT deed FROM state_snapshots WHERE deed = ?',
  );
  // The epochs before the newest snapshot no longer need theirs.
  if (deed !== null && kept.get(deed) === undefined) yield `state_snapshots ${deed} is missing`;
}
