// Whether what is booked is what the posting table says: each posting one of its row's lines, and
// each entry written by a deed that may book its row. Read from the table, not from who booked.
import type Database from 'better-sqlite3';
import { type AccountKind, bankAccountCode, isBankAccount } from '../domain/chart-of-accounts.ts';
import { rowsWithDeeds } from '../domain/posting-deeds.ts';
import type { AccountRole, BoundAccount, HoldName, Line, Step } from '../domain/posting-rules.ts';
import { EVENT_CODES, POSTING_RULES, rowOf } from '../domain/posting-table.ts';

/** The kinds of account that an event may name for each role of its own; null is any. */
const BOUND_KINDS: Readonly<Record<BoundAccount, readonly AccountKind[] | null>> = {
  customer: ['customer'],
  payer: ['customer'],
  payee: ['customer'],
  railClearing: ['clearing'],
  ownAccount: ['settlement', 'nostro'],
  rightful: null,
  payerPosition: ['participant_position'],
  payeePosition: ['participant_position'],
  participantPosition: ['participant_position'],
  participantSettlement: ['participant_settlement'],
  opened: null,
};

type End = { readonly kind: AccountKind; readonly number: string };

function plays(role: AccountRole, { kind, number }: End, currency: string): boolean {
  if (isBankAccount(role)) return number === bankAccountCode(role, currency);
  const kinds = BOUND_KINDS[role];
  return kinds === null || kinds.includes(kind);
}

const ALL_STEPS = EVENT_CODES.map((code) => ({
  row: rowOf(code),
  steps: POSTING_RULES[code].steps as readonly Step[],
}));

/** The lines of every hold that is taken under a name, by whatever row. */
function heldAs(name: HoldName): readonly Line[] {
  return ALL_STEPS.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'hold' && step.as === name ? step.lines : [])),
  );
}

/** By row and layer, `D4 post_hold`: the lines that an entry of that row may have. */
function linesByRow(): ReadonlyMap<string, readonly Line[]> {
  const lines = new Map<string, readonly Line[]>();
  const add = (key: string, more: readonly Line[]): void => {
    lines.set(key, [...(lines.get(key) ?? []), ...more]);
  };
  for (const { row, steps } of ALL_STEPS) {
    for (const step of steps) {
      if (step.kind === 'correct') continue;
      if (step.kind === 'hold' || step.kind === 'post') add(`${row} ${step.kind}`, step.lines);
      else add(`${row} ${step.kind}`, heldAs(step.of));
      // What is left of a hold that is booked in part is voided in the same entry.
      if (step.kind === 'post_hold') add(`${row} void_hold`, heldAs(step.of));
    }
  }
  return lines;
}

/** Rows of which a linked entry reverses another: what it moves is read from its original. */
const CORRECTING = ALL_STEPS.filter(({ steps }) => steps.some(({ kind }) => kind === 'correct'));

type Group = {
  readonly entry: bigint;
  readonly event: string;
  readonly layer: string;
  readonly currency: string;
  readonly debit_kind: AccountKind;
  readonly debit_number: string;
  readonly credit_kind: AccountKind;
  readonly credit_number: string;
};

/** Each posting moves an amount between two accounts as a line of its row does. */
export function* postingsFollowTheTable(db: Database.Database): Generator<string> {
  const corrections = CORRECTING.map(({ row }) => `'${row}'`).join(', ');
  const numberOf = (account: string): string =>
    `CASE WHEN ${account}.kind IN ('customer', 'participant_position', 'participant_settlement')
       THEN '' ELSE ${account}.number END`;
  const groups = db.prepare<[], Group>(
    `SELECT min(e.id) AS entry, e.event, p.layer, p.currency, d.kind AS debit_kind,
       ${numberOf('d')} AS debit_number, c.kind AS credit_kind, ${numberOf('c')} AS credit_number
     FROM postings p JOIN entries e ON e.id = p.entry
     JOIN accounts d ON d.id = p.debit_account JOIN accounts c ON c.id = p.credit_account
     WHERE NOT (e.corrects > 0 AND e.event IN (${corrections}))
     GROUP BY e.event, p.layer, p.currency, debit_kind, debit_number, credit_kind, credit_number`,
  );
  const lines = linesByRow();
  for (const group of groups.iterate()) {
    const debit = { kind: group.debit_kind, number: group.debit_number };
    const credit = { kind: group.credit_kind, number: group.credit_number };
    const fits = (from: End, to: End, line: Line): boolean =>
      plays(line.debit, from, group.currency) && plays(line.credit, to, group.currency);
    const follows = (lines.get(`${group.event} ${group.layer}`) ?? []).some(
      (line) => fits(debit, credit, line) || (line.signed && fits(credit, debit, line)),
    );
    if (!follows) yield `entry ${group.entry} (${group.event}) is not as its row says`;
  }
}

/**
 * Each entry was written by a deed that may book its row; what others signed for counts as the deed
 * that was asked of them.
 */
export function* rowsAreBookedByTheirDeeds(db: Database.Database): Generator<string> {
  const allowed = rowsWithDeeds();
  const groups = db.prepare<[], { entry: bigint; event: string; deed: string; signed: bigint }>(
    `SELECT min(e.id) AS entry, e.event, d.deed,
       CASE WHEN d.deed IN ('decideRequest', 'overrideWait') THEN e.deed ELSE 0 END AS signed
     FROM entries e JOIN deeds d ON d.sequence = e.deed GROUP BY e.event, d.deed, signed`,
  );
  const carriedOut = askedBySignature(db);
  for (const { entry, event, deed, signed } of groups.iterate()) {
    const own = carriedOut.get(signed) ?? deed;
    if (!allowed.has(`${event} ${own}`)) yield `entry ${entry} (${event}) was booked by ${own}`;
  }
}

/** What was asked for, by the deed with which it was carried out: its last signature, or an override. */
function askedBySignature(db: Database.Database): ReadonlyMap<bigint, string> {
  const rows = db.prepare<[], [deed: bigint, asked: string]>(
    `SELECT w.deed, r.asked FROM request_words w JOIN deed_requests r ON r.id = w.request
     WHERE w.word IN ('done', 'overridden')`,
  );
  return new Map(rows.raw().all());
}
