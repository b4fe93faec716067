// Whether an edition of a directory fits the one that the book holds: when it is taken, and again
// when it is confirmed.
import { type Edition, hasEditions } from '../domain/master/editions.ts';
import type { MasterKind } from '../domain/master/kinds.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { MasterChange, MasterData } from '../ledger/master.ts';

export type EditionRefusal = Refusal<
  'master_edition_not_of_kind' | 'master_edition_held' | 'master_edition_base_differs'
>;

type Records = Pick<MasterData, 'records'>;

/**
 * The edition as it is kept: of a full one the base is what it will replace. Refuses
 * `master_edition_not_of_kind`, `master_edition_held`, `master_edition_base_differs` (of a delta).
 */
export function editionToTake(
  { records }: Records,
  kind: MasterKind,
  given: Edition,
): Result<Edition, EditionRefusal> {
  if (!hasEditions(kind)) return refuse({ code: 'master_edition_not_of_kind', kind });
  const held = records.newestHeld(kind)?.edition ?? '';
  if (given.edition === held) return refuse({ code: 'master_edition_held', held });
  if (given.scope === 'delta' && given.base !== held) {
    return refuse({ code: 'master_edition_base_differs', base: given.base, held });
  }
  return ok({ ...given, base: held });
}

/** The edition that another change put in force since this one began; null where its base is held. */
export function baseMoved(
  { records }: Records,
  { kind, edition }: Pick<MasterChange, 'kind' | 'edition'>,
): Refusal<'master_edition_base_differs'> | null {
  if (edition === null) return null;
  const held = records.newestHeld(kind)?.edition ?? '';
  if (held === edition.base) return null;
  return { code: 'master_edition_base_differs', base: edition.base, held };
}
