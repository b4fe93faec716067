// What the office answers to each role for each method, at a seat in each state, and which deeds wait
// for whose signature: the tables of rights and of signatures as they are printed and kept on record.
import { APPROVAL_RULES, type ApprovalRule } from '../domain/approval-policy.ts';
import { holdersOf, ROLES, type Role } from '../domain/permissions.ts';
import { METHODS_PROVED_AGAIN } from './proved-again.ts';
import { type MethodRight, RIGHTS, rightOf, WHILE_CHANGING } from './rights.ts';

/** What the threshold answers: it lets a call in, or refuses it with this code. */
export type Answer =
  | 'entered'
  | 'sign_in_required'
  | 'session_locked'
  | 'credential_must_change'
  | 'not_permitted';

export const SEAT_STATES = ['signed_out', 'locked', 'must_change', 'open'] as const;
export type SeatState = (typeof SEAT_STATES)[number];

/** Every method of the contract, in the order of their names. */
export const METHODS: readonly string[] = Object.keys(RIGHTS).sort();

/** What somebody with this one role is answered, or with none where it is null. */
export function answerTo(method: string, role: Role | null, state: SeatState): Answer {
  const right = rightOf(method);
  if (right === 'always') return 'entered';
  if (state === 'signed_out') return 'sign_in_required';
  if (state === 'locked') return 'session_locked';
  const isWay = WHILE_CHANGING.some((each) => each === method);
  if (state === 'must_change' && !isWay) return 'credential_must_change';
  return right !== null && isHeld(right, role) ? 'entered' : 'not_permitted';
}

function isHeld(right: Exclude<MethodRight, 'always'>, role: Role | null): boolean {
  const holders = holdersOf(right);
  return holders === 'everyone' || (role !== null && holders.includes(role));
}

/**
 * One line per method: what it needs, which roles an open seat answers, and whether some or all of its
 * calls are answered only shortly after an own proof; the rest is uniform.
 */
export function rightsTable(): string {
  const width = Math.max(...METHODS.map((method) => method.length));
  const lines = METHODS.map((method) => {
    const right = rightOf(method) ?? '';
    const roles = ROLES.filter((role) => answerTo(method, role, 'open') === 'entered');
    const isForAll = answerTo(method, null, 'open') === 'entered';
    const who =
      right === 'always' ? 'anybody, also locked' : isForAll ? 'whoever is signed in' : '';
    const proved = METHODS_PROVED_AGAIN.includes(method) ? '; proved again' : '';
    return `${method.padEnd(width)}  ${right.padEnd(16)}  ${who || roles.join(', ')}${proved}`;
  });
  return `${lines.join('\n')}\n`;
}

/**
 * One line per row of the policy of signatures: the deed, what makes it wait there, and the levels of
 * those who sign, none of whom has made it.
 */
export function signaturesTable(): string {
  const rows = APPROVAL_RULES.map((rule) => [rule.deed, whenOf(rule), levelsOf(rule)] as const);
  const widthOf = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  const [deeds, whens] = [widthOf(0), widthOf(1)];
  const lines = rows.map(
    ([deed, when, levels]) => `${deed.padEnd(deeds)}  ${when.padEnd(whens)}  ${levels}`,
  );
  return `${lines.join('\n')}\n`;
}

function whenOf({ risk, above, rail }: ApprovalRule): string {
  const parts = [
    ...(above === null ? [] : [`above ${above}`]),
    ...(risk === 'any' ? [] : [risk]),
    ...(rail === 'any' ? [] : [rail]),
  ];
  return parts.length === 0 ? 'always' : parts.join(', ');
}

function levelsOf({ levels, order, reauthenticate }: ApprovalRule): string {
  const each = levels.map((permission) => {
    const holders = holdersOf(permission);
    return `${permission} (${holders === 'everyone' ? 'everyone' : holders.join(', ')})`;
  });
  const said = each.join(order === 'sequential' ? ', then ' : ' and ');
  return reauthenticate ? `${said}; proved again` : said;
}
