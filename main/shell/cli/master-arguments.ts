// What the commands of master data were asked.
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
    }
  | { readonly name: 'master export'; readonly kind: MasterKind }
  | { readonly name: 'master search'; readonly text: string };

/** The options that only these commands take. */
export type MasterValues = {
  readonly reason?: string | undefined;
  readonly from?: string | undefined;
};

/** The command behind `master …`, or null where it cannot be understood. */
export function masterCommand(
  [what, ...rest]: readonly string[],
  { reason, from }: MasterValues,
  here: (path: string) => string,
): MasterCommand | null {
  const [first, second, ...more] = rest;
  if (first === undefined) return null;
  if (what === 'search') return { name: 'master search', text: rest.join(' ') };
  const kind = MASTER_KIND_NAMES.find((each) => each === first);
  if (kind === undefined || more.length > 0) return null;
  if (what === 'export') return second === undefined ? { name: 'master export', kind } : null;
  if (what !== 'import' || second === undefined) return null;
  if (from !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(from)) return null;
  const file = here(second);
  return { name: 'master import', kind, file, reason: reason ?? null, from: from ?? null };
}
