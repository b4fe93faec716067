// Goal: an administrator who may not sign for what was asked is told why, by the name of whoever it is
// about, and of nobody whom there is not. Method: each case in which the office names no signature of
// theirs, in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorId, type Grant, UNBOUND } from '../../../main/domain/people.ts';
import { whyNotSign } from '../../../renderer/screens/admin/people/why-not-sign.ts';
import { textsOf } from '../../../renderer/texts.ts';

const DAY = '2026-11-26';
const [ADA, BO, CLARA, DAN, EVE] = [1, 2, 3, 4, 5] as const;
const NAMES = ['', 'Ada', 'Bo', 'Clara', 'Dan', 'Eve'];
const nameOf = (actor: string): string => NAMES[Number(actor.split(':')[1])] || actor;

const deputy = (person: number, standsFor: number, validUntil = DAY): Grant => ({
  ...{ id: person * 10 + standsFor, person, kind: 'deputy', role: null, standsFor, ...UNBOUND },
  ...{ validFrom: '2026-11-01', validUntil, askedBy: actorId(ADA), state: 'in_force' },
});

/** What Dan is told of what `by` asked for `person`, who stands in as `places` say. */
function told(by: number, person: number, places: readonly Grant[], language: 'en' | 'zh-CN') {
  const known = { grants: places, day: DAY, nameOf };
  return whyNotSign({ askedBy: actorId(by), person }, DAN, known, textsOf(language));
}

const CASES: readonly (readonly [
  by: number,
  person: number,
  places: readonly Grant[],
  en: string,
])[] = [
  [DAN, EVE, [], 'You asked for this: another administrator signs.'],
  [BO, EVE, [deputy(DAN, BO)], 'You act in Bo’s place, by whose right it was asked for'],
  [BO, EVE, [deputy(DAN, CLARA), deputy(DAN, BO)], 'You act in Bo’s place'],
  [BO, EVE, [deputy(DAN, CLARA), deputy(BO, CLARA)], 'You act in Clara’s place, by whose right'],
  [BO, CLARA, [deputy(DAN, CLARA)], 'You act in Clara’s place, for whom this is'],
  // Dan is back, in whose place Bo asked.
  [BO, EVE, [deputy(DAN, BO, '2026-11-25')], 'Bo asked for this in your place: another'],
];

test('each reason by the one whom it is about', () => {
  for (const [by, person, places, en] of CASES) {
    assert.ok(told(by, person, places, 'en').startsWith(en), told(by, person, places, 'en'));
    const zh = told(by, person, places, 'zh-CN');
    assert.doesNotMatch(zh, /person:|[{}]/);
    for (const name of NAMES) {
      if (name !== '') assert.equal(zh.includes(name), en.includes(name), zh);
    }
  }
  const own = told(BO, DAN, [], 'en');
  const { primary } = textsOf('en').trouble({
    ok: false,
    refusal: { code: 'grant_is_for_oneself' },
  });
  assert.equal(own, primary);
});
