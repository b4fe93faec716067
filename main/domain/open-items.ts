// Open items (R6): who is asked about what stands on a clearing, suspense or claims account. The
// owner is a role until a person takes the item; an item nobody owns is nobody's work.
import type { AccountKind } from './chart-of-accounts.ts';
import type { Role } from './permissions.ts';

/** The role that owns an item of each kind of open-item account. */
export const ITEM_OWNERS = {
  clearing: 'supervisor',
  suspense: 'reconciler',
  difference: 'reconciler',
  claim: 'supervisor',
  blocked: 'analyst',
} as const satisfies { readonly [kind in AccountKind]?: Role };

export function itemOwner(kind: AccountKind): Role {
  const owners: { readonly [kind in AccountKind]?: Role } = ITEM_OWNERS;
  return owners[kind] ?? 'supervisor';
}

/** What an item is called: the batch, cycle, payment or entry that opened it. */
export const itemReference = {
  batch: (id: number): string => `batch ${id}`,
  cycle: (id: number): string => `cycle ${id}`,
  payment: (id: number): string => `payment ${id}`,
  entry: (id: number): string => `entry ${id}`,
  opening: 'opening',
} as const;

/** The cycle that an item is called after; null where it is called after something else. */
export function cycleOfItem(reference: string): number | null {
  const [, id] = /^cycle ([1-9]\d*)$/.exec(reference) ?? [];
  return id === undefined ? null : Number(id);
}
