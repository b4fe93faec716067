// Goal: each of a payment's three lines says the reason that holds, and nothing where there is
// none. Method: a table of facts, from the status machine's corners, with the lines they must give.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toldWhy } from '../../main/domain/disclosed.ts';
import { PAYMENT_STATUSES } from '../../main/domain/payment-status.ts';
import { WHY_CODES, type Why, type WhyFacts, whyOf } from '../../main/domain/why.ts';

const USUAL: WhyFacts = {
  status: 'accepted',
  reasonCode: null,
  reason: null,
  relatedPayment: 0,
  requestedExecutionDate: '2026-11-26',
  executionDate: '2026-11-26',
  dateReason: '',
  decidedBy: null,
};

const because = (code: (typeof WHY_CODES)[number], data: { [name: string]: string } = {}) => ({
  code,
  data,
});
const RULE = { reason: 'amount_above_review_limit', reasonCode: 'AM14' };
const MOVED = { requestedExecutionDate: '2026-11-21', executionDate: '2026-11-23' };
const DATES = { requested: '2026-11-21', executes: '2026-11-23' };

const CASES: readonly (readonly [name: string, facts: Partial<WhyFacts>, why: Partial<Why>])[] = [
  [
    'let through by the rules',
    {},
    { hold: because('held_until_dispatched'), decision: because('approved_by_rules') },
  ],
  [
    'let through by a person',
    { status: 'settled', decidedBy: 'anna' },
    { decision: because('approved_by_person', { actor: 'anna' }) },
  ],
  ['held by a rule', { status: 'in_review', ...RULE }, { hold: because('held_by_rule', RULE) }],
  [
    'suspected of repeating another',
    {
      status: 'in_review',
      reasonCode: 'AM05',
      reason: 'payment_seems_repeated',
      relatedPayment: 7,
    },
    { hold: because('held_suspected_repeat', { earlier: '7' }) },
  ],
  [
    'to be mended',
    { status: 'in_repair', reasonCode: 'AC01', reason: 'debtor_account_not_in_book' },
    {
      hold: because('held_for_repair', {
        reason: 'debtor_account_not_in_book',
        reasonCode: 'AC01',
      }),
    },
  ],
  [
    'waits for its day, which was closed',
    { status: 'warehoused', ...MOVED, dateReason: 'not_a_business_day' },
    {
      valueDate: because('value_date_not_a_business_day', DATES),
      hold: because('waits_for_execution_date', { executes: '2026-11-23' }),
    },
  ],
  [
    'asked for a day that has passed',
    { status: 'settled', ...MOVED, dateReason: 'date_in_past' },
    {
      valueDate: because('value_date_moved_past', DATES),
      decision: because('approved_by_rules'),
    },
  ],
  [
    'without funds',
    { status: 'rejected', reasonCode: 'AM04', reason: 'insufficient_funds' },
    {
      decision: because('declined_for_funds', { reason: 'insufficient_funds', reasonCode: 'AM04' }),
    },
  ],
  [
    'declined by a rule',
    { status: 'rejected', reasonCode: 'AM13', reason: 'amount_above_rail_limit' },
    {
      decision: because('declined_by_rules', {
        reason: 'amount_above_rail_limit',
        reasonCode: 'AM13',
      }),
    },
  ],
  [
    'declined by a person',
    { status: 'rejected', reasonCode: 'MS03', reason: 'declined_in_review', decidedBy: 'li' },
    {
      decision: because('declined_by_person', {
        reason: 'declined_in_review',
        reasonCode: 'MS03',
        actor: 'li',
      }),
    },
  ],
  [
    'refused by the rail after it was booked',
    { status: 'rejected', reasonCode: 'AC04', reason: 'refused_by_rail', decidedBy: 'anna' },
    { decision: because('declined_by_rail', { reason: 'refused_by_rail', reasonCode: 'AC04' }) },
  ],
  [
    'taken back',
    { status: 'cancelled', reasonCode: 'DS02', reason: 'cancelled', decidedBy: 'anna' },
    { decision: because('cancelled_by_person', { actor: 'anna' }) },
  ],
];

for (const [name, facts, why] of CASES) {
  test(name, () => {
    const nothing = { valueDate: null, hold: null, decision: null };
    assert.deepEqual(whyOf({ ...USUAL, ...facts }), { ...nothing, ...why });
  });
}

test('every code can be said, and no other', () => {
  const said = new Set<string>();
  const note = (why: Why): void => {
    for (const line of [why.valueDate, why.hold, why.decision])
      if (line !== null) said.add(line.code);
  };
  for (const status of PAYMENT_STATUSES) note(whyOf({ ...USUAL, status }));
  for (const [, facts] of CASES) note(whyOf({ ...USUAL, ...facts }));
  // What those without the compliance right are told instead.
  const nothing: Why = { valueDate: null, hold: null, decision: null };
  const decision = { code: 'declined_by_person', data: {} } as const;
  note(toldWhy(nothing, { status: 'blocked', reasonCode: null, waited: true }));
  note(toldWhy({ ...nothing, decision }, { status: 'rejected', reasonCode: null, waited: true }));
  assert.deepEqual([...said].sort(), [...WHY_CODES].sort());
});
