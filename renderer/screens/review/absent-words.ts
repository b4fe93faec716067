// What waits for people of whom nobody is there, in words: each with their last day, or one by name and
// how many more where a row has room for no list.
import type { AbsentSigners } from '../../../preload/contract/requests.ts';
import type { Texts } from '../../texts.ts';

export type Absent = {
  readonly of: AbsentSigners;
  /** Of what is decided: nobody else lets it happen, by whatever override. */
  readonly isDecided?: boolean;
};

type Words = Pick<Texts, 't' | 'format'>;
type NameOf = (actor: string) => string;

/**
 * That everybody is away who may sign or decide it, who that is and until when, and how many more than
 * are named; null else.
 */
export function onlyAbsentWords(
  { of, isDecided = false }: Absent,
  { t, format }: Words,
  nameOf: NameOf,
): string | null {
  const { named, more } = of;
  if (named.length === 0) return null;
  const all = named
    .map(({ person, until }) =>
      t('absence.nameUntil', { name: nameOf(person), day: format.date(until) }),
    )
    .join(' · ');
  const names = andOthers(all, more, { t, format });
  return t(isDecided ? 'absence.onlyAbsentDecide' : 'absence.onlyAbsent', { names });
}

/** The first of them and how many more, as one short remark; null where nobody is away. */
export function awayShortly(
  { of }: Pick<Absent, 'of'>,
  { t, format }: Words,
  nameOf: NameOf,
): string | null {
  const [first, ...others] = of.named;
  if (first === undefined) return null;
  const names = andOthers(nameOf(first.person), others.length + of.more, { t, format });
  return t('absence.onlyAway', { names });
}

function andOthers(name: string, count: number, { t, format }: Words): string {
  return count === 0 ? name : t('absence.andOthers', { name, count, number: format.count(count) });
}
