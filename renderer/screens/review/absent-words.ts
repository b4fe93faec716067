// What waits for people of whom nobody is there, in words: each with their last day, or one by name and
// how many more where a row has room for no list.
import type { AbsentSigner } from '../../../preload/contract/requests.ts';
import type { Texts } from '../../texts.ts';

export type Absent = {
  readonly of: readonly AbsentSigner[];
  /** Of what is decided: nobody else lets it happen, by whatever override. */
  readonly isDecided?: boolean;
};

type Words = Pick<Texts, 't' | 'format'>;
type NameOf = (actor: string) => string;

/** That everybody is away who may sign or decide it, who that is and until when; null else. */
export function onlyAbsentWords(
  { of, isDecided = false }: Absent,
  { t, format }: Words,
  nameOf: NameOf,
): string | null {
  if (of.length === 0) return null;
  const names = of
    .map(({ person, until }) =>
      t('absence.nameUntil', { name: nameOf(person), day: format.date(until) }),
    )
    .join(' · ');
  return t(isDecided ? 'absence.onlyAbsentDecide' : 'absence.onlyAbsent', { names });
}

/** The first of them and how many more, as one short remark; null where nobody is away. */
export function awayShortly(
  { of }: Pick<Absent, 'of'>,
  { t, format }: Words,
  nameOf: NameOf,
): string | null {
  const [first, ...others] = of;
  if (first === undefined) return null;
  const name = nameOf(first.person);
  if (others.length === 0) return t('absence.onlyAway', { names: name });
  const count = others.length;
  const names = t('absence.andOthers', { name, count, number: format.count(count) });
  return t('absence.onlyAway', { names });
}
