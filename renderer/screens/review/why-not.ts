// Why what waits is another one's to sign, as a key of the words: alone, and where several are chosen.
import type { TextKey, Texts } from '../../texts.ts';

const WHY_NOT = {
  second_person_must_differ: 'signing.ownWork',
  outside_authority: 'signing.outside',
  beyond_single_limit: 'signing.beyondSingle',
  beyond_daily_limit: 'signing.beyondDaily',
} as const;

/** The words of a code that the office says it with; any other is a role that somebody else holds. */
export function whyNot(cannot: string): TextKey {
  const isSaid = (code: string): code is keyof typeof WHY_NOT => Object.hasOwn(WHY_NOT, code);
  return isSaid(cannot) ? WHY_NOT[cannot] : 'signing.otherRole';
}

/** The same in words; who may not for the one reason that they act in somebody's place is told whose. */
export function whyNotWords(
  { cannot, inPlaceOf }: { readonly cannot: string; readonly inPlaceOf: string | null },
  t: Texts['t'],
  nameOf: (actor: string) => string,
): string {
  return inPlaceOf === null ? t(whyNot(cannot)) : t('signing.inPlace', { name: nameOf(inPlaceOf) });
}
