// Why what waits is another administrator's to sign.
import { actorId, type Grant, placesOf } from '../../../../main/domain/people.ts';
import type { Texts } from '../../../texts.ts';

type Known = {
  /** All grants of the book, which say who stands in for whom on `day`. */
  readonly grants: readonly Grant[];
  readonly day: string;
  readonly nameOf: (actor: string) => string;
};

/** Why `person` may not sign for `grant`: what of it is their own, or whose place is taken for it. */
export function whyNotSign(
  { askedBy, person: of }: Pick<Grant, 'askedBy' | 'person'>,
  person: number,
  { grants, day, nameOf }: Known,
  { t, trouble }: Pick<Texts, 't' | 'trouble'>,
): string {
  if (askedBy === actorId(person)) return t('people.mine');
  if (of === person) {
    return trouble({ ok: false, refusal: { code: 'grant_is_for_oneself' } }).primary;
  }
  const places = placesOf(person, grants, day);
  if (places.includes(of)) return t('people.inPlaceOfTheirs', { name: nameOf(actorId(of)) });
  const place = places.find((each) => actorId(each) === askedBy) ?? places[0];
  if (place !== undefined) return t('people.inPlace', { name: nameOf(actorId(place)) });
  // They are back: who stood in for them asked by what was theirs.
  return t('people.inYourPlace', { name: nameOf(askedBy) });
}
