// Goal: a right reaches as far as its grants say, to the minor unit, and standing in for somebody
// widens no amount. Method: tables at the edges of every bound; one authority must carry all of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  beyondAuthority,
  isUnbounded,
  lenderOf,
  lentTo,
  type TakenUp,
} from '../../main/domain/authority.ts';
import { authoritiesOf, type Grant } from '../../main/domain/people.ts';
import type { Actor, Authority } from '../../main/domain/permissions.ts';

const WIDE: Authority = {
  role: 'supervisor',
  branch: null,
  rail: null,
  currency: null,
  singleLimit: null,
  dailyLimit: null,
};
const EUR: Authority = { ...WIDE, currency: 'EUR', singleLimit: 10_000n, dailyLimit: 25_000n };
const TAKEN: TakenUp = {
  currency: 'EUR',
  largest: 10_000n,
  sum: 10_000n,
  rail: 'batch',
  branch: 'B1',
};

const actorWith = (...authorities: readonly Authority[]): Actor => ({
  id: 'person:1',
  name: 'Li',
  roles: ['supervisor'],
  authorities,
});

/** The code, or null where it is within. */
function codeFor(authorities: readonly Authority[], differing: Partial<TakenUp>, soFar = 0n) {
  const taken = { ...TAKEN, ...differing };
  return beyondAuthority(actorWith(...authorities), 'sign', taken, () => soFar)?.code ?? null;
}

test('each bound and each limit at its edge', () => {
  const outside = 'outside_authority';
  const [single, daily] = ['beyond_single_limit', 'beyond_daily_limit'];
  const branch = { ...WIDE, branch: 'B1' };
  const rail = { ...WIDE, rail: 'batch' };
  const rows: readonly (readonly [
    readonly Authority[],
    Partial<TakenUp>,
    bigint,
    string | null,
  ])[] = [
    [[EUR], {}, 0n, null],
    [[EUR], { largest: 10_001n, sum: 10_001n }, 0n, single],
    [[EUR], {}, 15_000n, null],
    [[EUR], {}, 15_001n, daily],
    [[EUR], { largest: 1n, sum: 25_000n }, 0n, null],
    [[EUR], { largest: 1n, sum: 25_001n }, 0n, daily],
    [[EUR], { currency: 'USD' }, 0n, outside],
    [[EUR], { largest: 10_001n, sum: 99_999n }, 99_999n, single],
    [[branch], {}, 0n, null],
    [[branch], { branch: 'B2' }, 0n, outside],
    [[branch], { branch: null }, 0n, outside],
    [[rail], { rail: 'on_us' }, 0n, outside],
    [[], {}, 0n, outside],
    [[{ ...WIDE, role: 'submitter' }], {}, 0n, outside],
    [[EUR, WIDE], { largest: 99_999n, sum: 99_999n }, 99_999n, null],
    // A limit for one branch and a wider one for another are not added up.
    [
      [
        { ...EUR, branch: 'B1' },
        { ...EUR, branch: 'B2', singleLimit: 90_000n },
      ],
      { largest: 10_001n, sum: 10_001n },
      0n,
      single,
    ],
    [[{ ...EUR, singleLimit: 0n }], { largest: 1n, sum: 1n }, 0n, single],
  ];
  for (const [authorities, differing, soFar, expected] of rows) {
    const said = JSON.stringify([authorities, differing, soFar], (_, each) =>
      typeof each === 'bigint' ? String(each) : each,
    );
    assert.equal(codeFor(authorities, differing, soFar), expected, said);
  }
});

test('what is refused says which limit, and how much of it is used', () => {
  const asked = (differing: Partial<TakenUp>, soFar = 0n) =>
    beyondAuthority(actorWith(EUR), 'sign', { ...TAKEN, ...differing }, () => soFar);
  assert.deepEqual(asked({ largest: 20_000n, sum: 20_000n }), {
    code: 'beyond_single_limit',
    currency: 'EUR',
    amount: '200.00',
    most: '100.00',
  });
  assert.deepEqual(asked({}, 20_000n), {
    code: 'beyond_daily_limit',
    currency: 'EUR',
    amount: '100.00',
    soFar: '200.00',
    most: '250.00',
  });
  assert.deepEqual(asked({ currency: 'USD' }), {
    code: 'outside_authority',
    bound: 'currency',
    is: 'USD',
    holds: 'EUR',
  });
});

test('a role without bounds is not asked for what was used', () => {
  const { authorities: _, ...roles } = actorWith();
  const never = (): bigint => assert.fail('nothing is read');
  assert.equal(beyondAuthority(roles, 'sign', TAKEN, never), null, 'a book without people');
  assert.equal(beyondAuthority(actorWith(WIDE), 'sign', TAKEN, never), null);
  assert.deepEqual(
    [isUnbounded(roles, 'sign'), isUnbounded(actorWith(EUR, WIDE), 'sign')],
    [true, true],
  );
  const lent = { ...WIDE, lentBy: 'person:2' };
  assert.equal(isUnbounded(actorWith(lent), 'sign'), false, 'it counts on the lender’s day');
  assert.equal(isUnbounded(actorWith(EUR), 'sign'), false);
});

test('what is lent is used after one’s own, and is full when either day is', () => {
  const lent = { ...EUR, dailyLimit: 20_000n, lenderDaily: 30_000n, lentBy: 'person:2' };
  const carried = (own: readonly Authority[], mine: bigint, theirs: bigint) => {
    const days = new Map([
      ['person:1', mine],
      ['person:2', theirs],
    ]);
    const soFar = (person: string) => days.get(person) ?? assert.fail(person);
    const said = lenderOf(actorWith(...own, lent), 'sign', TAKEN, soFar);
    if (said.ok) return said.value;
    const { code, ...used } = said.refusal;
    assert.equal(code, 'beyond_daily_limit');
    return 'soFar' in used ? `${used.soFar} of ${used.most}` : used;
  };
  assert.equal(carried([EUR], 0n, 30_000n), null, 'their own is theirs');
  assert.equal(carried([], 0n, 0n), 'person:2');
  assert.equal(carried([], 10_000n, 20_000n), 'person:2');
  assert.equal(carried([], 10_001n, 20_000n), '100.01 of 200.00', 'their own day is full');
  assert.equal(carried([], 10_000n, 20_001n), '200.01 of 300.00', 'the lender’s day is full');
  assert.equal(carried([{ ...EUR, dailyLimit: 5_000n }], 0n, 0n), 'person:2');
  assert.equal(carried([{ ...EUR, dailyLimit: 5_000n }], 0n, 20_001n), '200.01 of 300.00');
  assert.equal(carried([{ ...EUR, currency: 'USD' }], 0n, 0n), 'person:2');
  assert.equal(carried([WIDE], 99_999n, 99_999n), null);
});

test('standing in for somebody keeps the smaller of both limits', () => {
  const wider = { ...EUR, singleLimit: 90_000n, dailyLimit: null, branch: 'B2' };
  const [none, same] = [{ lenderDaily: null }, { lenderDaily: EUR.dailyLimit }];
  assert.deepEqual(lentTo([EUR], wider), [{ ...EUR, branch: 'B2', ...none }]);
  assert.deepEqual(lentTo([wider], EUR), [{ ...EUR, ...same }]);
  assert.deepEqual(lentTo([EUR], WIDE), [{ ...EUR, ...none }], 'in the currencies of their own');
  assert.deepEqual(lentTo([WIDE], EUR), [{ ...EUR, ...same }]);
  assert.deepEqual(lentTo([], EUR), [EUR], 'who does not hold the role has what was lent');
  assert.deepEqual(lentTo([{ ...EUR, role: 'submitter' }], WIDE), [WIDE]);
  assert.deepEqual(lentTo([EUR], { ...WIDE, currency: 'USD' }), [{ ...WIDE, currency: 'USD' }]);
});

test('a deputy holds both places, the lent one within their own limits', () => {
  const role = (person: number, differing: Partial<Grant>): Grant => ({
    ...{ id: person, person, kind: 'role', role: 'supervisor', standsFor: 0 },
    ...{ branch: '', rail: '', currency: 'EUR', singleLimit: 100n, dailyLimit: null },
    ...{ validFrom: '2026-01-01', validUntil: '', askedBy: 'person:9', state: 'in_force' },
    ...differing,
  });
  const deputy = role(1, {
    ...{ id: 3, kind: 'deputy', role: null, standsFor: 2, currency: '', singleLimit: null },
    validUntil: '2026-12-31',
  });
  const grants = [role(1, {}), role(2, { singleLimit: 500n, branch: 'B2' }), deputy];
  const own = { ...WIDE, currency: 'EUR', singleLimit: 100n };
  assert.deepEqual(authoritiesOf(1, grants, '2026-11-26'), [
    own,
    { ...own, branch: 'B2', lentBy: 'person:2', lenderDaily: null },
  ]);
  assert.deepEqual(authoritiesOf(2, grants, '2026-11-26'), [], 'the absent one holds nothing');
  assert.deepEqual(authoritiesOf(2, grants, '2027-01-01').length, 1);
});
