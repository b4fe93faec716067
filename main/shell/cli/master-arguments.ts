// What the commands of master data were asked.
import type { Edition } from '../../domain/master/editions.ts';
import { MASTER_KIND_NAMES, type MasterKind } from '../../domain/master/kinds.ts';

export type MasterCommand =
  | {
      readonly name: 'master import';
      readonly kind: MasterKind;
      readonly file: string;
      /** Why, as the trail keeps it; null says that a list was imported. */
      readonly reason: string | null;
      /** From which day on; null is the open day. */
      readonly from: string | null;
      /** As an edition of a directory; null: as a list of records. */
      readonly edition: Edition | null;
    }
  | { readonly name: 'master export'; readonly kind: MasterKind }
  | { readonly name: 'master search'; readonly text: string };

/** The options that only these commands take. */
export type MasterValues = {
  readonly reason?: string | undefined;
  readonly from?: string | undefined;
  readonly edition?: string | undefined;
  readonly base?: string | undefined;
  readonly 'valid-until'?: string | undefined;
};

/** The command behind `master …`, or null where it cannot be understood. */
export function masterCommand(
  [what, ...rest]: readonly string[],
  values: MasterValues,
  here: (path: string) => string,
): MasterCommand | null {
  const [first, second, ...more] = rest;
  if (first === undefined) return null;
  if (what === 'search') return { name: 'master search', text: rest.join(' ') };
  const kind = MASTER_KIND_NAMES.find((each) => each === first);
  if (kind === undefined || more.length > 0) return null;
  if (what === 'export') return second === undefined ? { name: 'master export', kind } : null;
  if (what !== 'import' || second === undefined) return null;
  const { reason, from, edition, base, 'valid-until': until } = values;
  if (!isDay(from) || !isDay(until)) return null;
  if (edition === undefined && (base !== undefined || until !== undefined)) return null;
  if (edition === '' || base === '') return null;
  const file = here(second);
  const asked = { name: 'master import', kind, file, reason: reason ?? null } as const;
  const scope = base === undefined ? 'full' : 'delta';
  const named = { scope, base: base ?? '', validUntil: until ?? '' } as const;
  const published = edition === undefined ? null : { ...named, edition };
  return { ...asked, from: from ?? null, edition: published };
}

function isDay(text: string | undefined): boolean {
  return text === undefined || /^\d{4}-\d{2}-\d{2}$/.test(text);
}
