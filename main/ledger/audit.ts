// The invariants of the book, run one after another on a connection that only reads. A check that
// cannot read what it needs has failed: a damaged file is reported, never a reason to stop.
import { known } from '../domain/assert.ts';
import { AUDIT_PASSES } from './audit-passes.ts';
import { AUDIT_QUERIES } from './audit-queries.ts';
import type { ReadableDb } from './connection.ts';
import { type ChainAnchor, type ChainVerdict, verifyChain } from './verify-chain.ts';

export type AuditCheck = { readonly name: string; readonly ok: boolean; readonly detail: string };

export type Audit = {
  readonly ok: boolean;
  readonly checks: readonly AuditCheck[];
  /** The chain's head as hex, and how many links it has: the anchor to keep outside the book. */
  readonly head: string;
  readonly count: number;
};

/** How many violations of one kind are named; the rest are counted, up to `COUNTED`. */
const NAMED = 5;
const COUNTED = 1000;

/** The names of all checks, in the order in which they run. */
export function auditChecks(): readonly string[] {
  return [
    ...Object.keys(AUDIT_QUERIES),
    ...Object.keys(AUDIT_PASSES),
    'file_is_sound',
    'chain_is_whole',
  ];
}

/**
 * Runs every check; `onCheck` hears of each as it ends. Reads only. With `anchor`, a head that was
 * kept outside the book, a chain that does not pass through it is broken.
 */
export function audit(
  { db }: ReadableDb,
  onCheck: (done: AuditCheck) => void = () => undefined,
  anchor: ChainAnchor | null = null,
): Audit {
  const checks: AuditCheck[] = [];
  const add = (name: string, found: () => readonly string[]): void => {
    const done = { name, ...summed(readable(found)) };
    checks.push(done);
    onCheck(done);
  };
  for (const [name, sql] of Object.entries(AUDIT_QUERIES)) {
    add(name, () => firstOf(db.prepare<[], string>(sql).pluck().iterate()));
  }
  for (const [name, pass] of Object.entries(AUDIT_PASSES)) {
    add(name, () => firstOf(pass(db)));
  }
  // Not the quick check: an index that differs from its table would let a submission in twice.
  add('file_is_sound', () => {
    const answer = db.prepare<[], string>('PRAGMA integrity_check(1)').pluck().get();
    const found = known(answer, 'integrity_check answers');
    return found === 'ok' ? [] : [found];
  });
  let chain: ChainVerdict = { broken: null, head: Buffer.alloc(0), count: 0 };
  add('chain_is_whole', () => {
    chain = verifyChain(db, anchor);
    return chain.broken === null ? [] : [chain.broken];
  });
  const ok = checks.every((each) => each.ok);
  return { ok, checks, head: chain.head.toString('hex'), count: chain.count };
}

/** The violations of one rule, as many as are counted. */
export function firstOf(found: Iterable<string>): readonly string[] {
  const named: string[] = [];
  for (const each of found) {
    named.push(each);
    if (named.length === COUNTED) break;
  }
  return named;
}

/**
 * What `found` finds, or that it could not go on: a check that stopped on a damaged row has not been
 * passed, whatever it stopped at.
 */
function readable(found: () => readonly string[]): readonly string[] {
  try {
    return found();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [`cannot be read: ${why}`];
  }
}

/** Whether nothing was found, and the first few of what was. */
export function summed(found: readonly string[]): { ok: boolean; detail: string } {
  const rest = found.length > NAMED ? ` and ${found.length - NAMED} more` : '';
  return { ok: found.length === 0, detail: found.slice(0, NAMED).join('; ') + rest };
}
