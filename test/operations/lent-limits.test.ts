// Goal: a daily limit is the grant's: what a person does and what others do in their place count on it
// together, so that nobody doubles it by standing in, by coming back, or by being two. Method: a table
// of who acts, each with every deed that a limit holds; then random days of people who lend and return
// their rights, against what could have been done by the grants of each group of persons alone. The same
// days find planted bugs by which something is counted apart.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { codeOf, end, lend, limitedCast, type Right, seated } from './limited-cast.ts';
import {
  countsApart,
  countsNoGrowth,
  countsPaymentsOnly,
  forgetsTheLender,
  forgetsToGrow,
  runDays,
} from './limited-days.ts';
import { deedsOf, type LimitedDeed } from './limited-deeds.ts';
import { assertSound, type TestDesk } from './test-desk.ts';

/** Who acts with how much in whole and hundredths, or whose right goes to whom and comes back. */
type Step =
  | readonly [who: 'lea' | 'mo' | 'dan' | 'eli' | 'fay', amount: string, daily?: 'beyond']
  | readonly ['lends', deputy: string, absent: string]
  | readonly ['is back', absent: string]
  | readonly ['next day'];

type Case = { readonly what: string; readonly steps: readonly Step[] };

/** Lea and Mo hold the right up to 100.00 a day, Dan up to 30.00; Eli and Fay hold nothing. */
const CASES: readonly Case[] = [
  {
    what: 'who holds it themselves',
    steps: [
      ['lea', '60.00'],
      ['lea', '40.01', 'beyond'],
      ['lea', '40.00'],
      ['lea', '0.01', 'beyond'],
      ['next day'],
      ['lea', '100.00'],
    ],
  },
  {
    what: 'a deputy has what whoever left had not used',
    steps: [
      ['lea', '60.00'],
      ['lends', 'eli', 'lea'],
      ['eli', '40.01', 'beyond'],
      ['eli', '40.00'],
      ['eli', '0.01', 'beyond'],
      ['next day'],
      ['lends', 'eli', 'lea'],
      ['eli', '100.00'],
    ],
  },
  {
    what: 'two deputies of one have it once',
    steps: [
      ['lends', 'eli', 'lea'],
      ['lends', 'fay', 'lea'],
      ['eli', '60.00'],
      ['fay', '40.01', 'beyond'],
      ['fay', '40.00'],
      ['eli', '0.01', 'beyond'],
    ],
  },
  {
    what: 'whoever comes back has what their deputy left of it',
    steps: [
      ['lends', 'eli', 'lea'],
      ['eli', '60.00'],
      ['is back', 'lea'],
      ['lea', '40.01', 'beyond'],
      ['lea', '40.00'],
      ['lends', 'fay', 'lea'],
      ['fay', '0.01', 'beyond'],
    ],
  },
  {
    what: 'who holds it themselves uses their own first, and standing in widens it by nothing',
    steps: [
      ['dan', '10.00'],
      ['lends', 'dan', 'lea'],
      ['dan', '20.01', 'beyond'],
      ['dan', '20.00'],
      ['dan', '0.01', 'beyond'],
      ['is back', 'lea'],
      ['lea', '100.00'],
      ['lea', '0.01', 'beyond'],
    ],
  },
  {
    what: 'who stands in for two has one day, and each of the two their own',
    steps: [
      ['lends', 'eli', 'lea'],
      ['lends', 'eli', 'mo'],
      ['eli', '100.00'],
      ['eli', '0.01', 'beyond'],
      ['is back', 'lea'],
      ['is back', 'mo'],
      ['lea', '0.01', 'beyond'],
      ['mo', '100.00'],
    ],
  },
  {
    what: 'a second deputy goes on by the grant that is not used up',
    steps: [
      ['lea', '70.00'],
      ['lends', 'eli', 'lea'],
      ['lends', 'eli', 'mo'],
      ['eli', '50.00'],
      ['is back', 'lea'],
      ['lea', '30.00'],
      ['is back', 'mo'],
      ['mo', '50.01', 'beyond'],
      ['mo', '50.00'],
    ],
  },
];

const DAY_MS = 86_400_000;

function castFor(on: TestDesk, { role }: LimitedDeed): ReadonlyMap<string, number> {
  const upTo = (dailyLimit: bigint): readonly Right[] => [{ role, dailyLimit }];
  return limitedCast(on, {
    lea: upTo(10_000n),
    mo: upTo(10_000n),
    dan: upTo(3_000n),
    eli: [],
    fay: [],
    una: [{ role: 'supervisor' }],
  });
}

for (const { what, steps } of CASES) {
  test(what, (t) => {
    for (const [name, deed] of deedsOf()) {
      const on = deed.bank(t);
      const cast = castFor(on, deed);
      const idOf = (who: string): number => cast.get(who) ?? assert.fail(who);
      const lent = new Map<string, number[]>();
      for (const [at, step] of steps.entries()) {
        const said = `${name}, step ${at}: ${step.join(' ')}`;
        if (step[0] === 'next day') on.now += DAY_MS;
        else if (step[0] === 'lends') {
          const [, deputy, absent] = step;
          const grants = lent.get(absent) ?? [];
          lent.set(absent, [...grants, lend(on, idOf(deputy), idOf(absent))]);
        } else if (step[0] === 'is back') {
          for (const grant of lent.get(step[1]) ?? []) end(on, grant);
        } else {
          const [who, amount, daily] = step;
          const thing = deed.made(on, amount, idOf('una'));
          const code = seated(on, idOf(who), () => codeOf(deed.act(on, thing)));
          assert.equal(code, daily === undefined ? 'done' : 'beyond_daily_limit', said);
        }
      }
      assertSound(on, name);
    }
  });
}

test('beside a smaller right of one’s own the other’s is used for what is left, and counted for them', (t) => {
  const deed = deedsOf().get('signs') ?? assert.fail('the deed is there');
  const on = deed.bank(t);
  const cast = limitedCast(on, {
    lea: [{ role: 'supervisor', dailyLimit: 10_000n }],
    dan: [{ role: 'analyst', dailyLimit: 3_000n }],
  });
  const [lea = 0, dan = 0] = ['lea', 'dan'].map((name) => cast.get(name));
  const signs = (person: number, amount: string): unknown[] => {
    const thing = deed.made(on, amount, 0);
    const said = seated(on, person, () => deed.act(on, thing));
    if (said.ok) return ['done'];
    const { code, soFar, most } = said.refusal;
    return [code, soFar, most];
  };
  const grant = lend(on, dan, lea);
  assert.deepEqual(signs(dan, '30.00'), ['done'], 'their own');
  assert.deepEqual(signs(dan, '60.00'), ['done'], 'lent');
  assert.deepEqual(signs(dan, '10.01'), ['beyond_daily_limit', '90.00', '100.00']);
  end(on, grant);
  assert.deepEqual(signs(lea, '40.01'), ['beyond_daily_limit', '60.00', '100.00']);
  assert.deepEqual(signs(lea, '35.00'), ['done']);
  lend(on, dan, lea);
  assert.deepEqual(
    signs(dan, '6.00'),
    ['beyond_daily_limit', '95.00', '100.00'],
    'the lender’s day',
  );
  assert.deepEqual(signs(dan, '5.00'), ['done']);
});

/** Days of each run; a planted bug is found within as many. */
const DAYS = 24;

function days(t: TestContext, ...plant: Parameters<typeof runDays>[2][]) {
  const told = runDays(t, 20_261_126, plant[0], DAYS);
  t.diagnostic(`${DAYS} days: ${[...told.met].map((each) => each.join(' ')).join(', ')}`);
  return told;
}

test('random days of who acts in whose place: no grant is ever used beyond its day', (t) => {
  const { found, met } = days(t);
  assert.deepEqual(found, []);
  for (const code of ['done', 'done in a place', 'beyond_single_limit', 'beyond_daily_limit']) {
    assert.ok((met.get(code) ?? 0) > 20, `${code} is met: ${met.get(code)}`);
  }
});

test('planted: what is lent is taken for one’s own, and the days find it', (t) => {
  assert.notDeepEqual(days(t, forgetsTheLender).found, []);
});

test('planted: what is no payment is not counted, and the days find it', (t) => {
  assert.notDeepEqual(days(t, countsPaymentsOnly).found, []);
});

test('planted: what was lent is counted apart from its lender’s day, and the days find it', (t) => {
  assert.notDeepEqual(days(t, countsApart).found, []);
});

test('planted: what grew since it was asked for is not looked at, and the days find it', (t) => {
  assert.notDeepEqual(days(t, forgetsToGrow).found, []);
});

test('planted: what grew since it was asked for is not counted, and the days find it', (t) => {
  assert.notDeepEqual(days(t, countsNoGrowth).found, []);
});
