// The access review: who holds which right, since when, asked for and signed by whom, and when they
// last signed in, as rows and as a file that a spreadsheet opens.
import { csvLine } from './csv.ts';
import { anchorLine, type ExportAnchor } from './export-anchor.ts';
import { formatMinor } from './money.ts';
import type { GrantKind, GrantState } from './people.ts';
import type { Role } from './permissions.ts';

export type ReviewedPerson = {
  readonly person: number;
  readonly signInName: string | null;
  readonly name: string | null;
  readonly ended: boolean;
  readonly secondFactor: boolean;
  /** Milliseconds UTC; null for somebody who never has. */
  readonly lastSignInAt: number | null;
};

export type ReviewedGrant = {
  readonly grant: number;
  readonly person: number;
  readonly kind: GrantKind;
  readonly role: Role | null;
  readonly standsFor: number;
  readonly branch: string;
  readonly rail: string;
  readonly currency: string;
  readonly singleLimit: bigint | null;
  readonly dailyLimit: bigint | null;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly state: GrantState;
  readonly askedBy: string;
  readonly askedAt: number;
  /** Who signed or refused it; empty while it waits. */
  readonly decidedBy: string;
  readonly decidedAt: number | null;
};

export type ReviewRow<P extends ReviewedPerson, G extends ReviewedGrant> = {
  readonly person: P;
  /** Null in the one row of somebody who holds nothing. */
  readonly grant: G | null;
};

/**
 * One row for each right that is in force or asked for, in the order in which people came; who holds
 * none, and has not left, has one row too.
 */
export function reviewRows<P extends ReviewedPerson, G extends ReviewedGrant>(
  people: readonly P[],
  grants: readonly G[],
): readonly ReviewRow<P, G>[] {
  const held = Map.groupBy(
    grants.filter(
      ({ state, kind }) => kind !== 'credential' && kind !== 'absence' && isOpen(state),
    ),
    ({ person }) => person,
  );
  return people.flatMap((person): readonly ReviewRow<P, G>[] => {
    const own = held.get(person.person) ?? [];
    if (own.length > 0) return own.map((grant) => ({ person, grant }));
    return person.ended ? [] : [{ person, grant: null }];
  });
}

function isOpen(state: GrantState): boolean {
  return state === 'asked' || state === 'in_force';
}

const COLUMNS = [
  ...['person', 'signInName', 'name', 'left', 'authenticator', 'lastSignInAt'],
  ...['right', 'kind', 'role', 'standsFor', 'branch', 'rail', 'currency'],
  ...['singleLimit', 'dailyLimit', 'validFrom', 'validUntil', 'state'],
  ...['askedBy', 'askedAt', 'signedBy', 'signedAt'],
] as const;

/** The review as CSV: times in UTC, amounts in major units; no cell is taken for a formula. */
export function accessReviewCsv(
  people: readonly ReviewedPerson[],
  grants: readonly ReviewedGrant[],
): string {
  const rows = reviewRows(people, grants).map(({ person, grant }) =>
    csvLine([...personCells(person), ...grantCells(grant)]),
  );
  return [csvLine(COLUMNS), ...rows].join('');
}

/** That CSV as it leaves the book, with its anchor. */
export function accessReviewFile(
  people: readonly ReviewedPerson[],
  grants: readonly ReviewedGrant[],
  anchor: ExportAnchor,
): string {
  return accessReviewCsv(people, grants) + anchorLine('csv', 'access-review', anchor);
}

function personCells(of: ReviewedPerson): readonly (string | number)[] {
  const { person, signInName, name, ended, secondFactor, lastSignInAt } = of;
  const said = [ended ? 'yes' : 'no', secondFactor ? 'yes' : 'no', time(lastSignInAt)];
  return [person, signInName ?? '', name ?? '', ...said];
}

function grantCells(grant: ReviewedGrant | null): readonly (string | number)[] {
  if (grant === null) return Array.from({ length: 16 }, () => '');
  const { kind, role, standsFor, branch, rail, currency, validFrom, validUntil, state } = grant;
  const limit = (minor: bigint | null) => (minor === null ? '' : formatMinor({ minor, currency }));
  const bounds = [branch, rail, currency, limit(grant.singleLimit), limit(grant.dailyLimit)];
  const word = [grant.decidedBy, time(grant.decidedAt)];
  return [
    ...[grant.grant, kind, role ?? '', standsFor === 0 ? '' : standsFor, ...bounds],
    ...[validFrom, validUntil, state, grant.askedBy, time(grant.askedAt), ...word],
  ];
}

function time(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString();
}
