// Goal: nothing that a person without the compliance right is told of a payment depends on which of
// the concealed waits it is in or was in. Method: every status, filter and step against tables
// written out by hand; each concealed status in the place of the others, compared whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  statusesMeant,
  toldCounts,
  toldReasons,
  toldStanding,
  toldSteps,
  toldWhy,
} from '../../main/domain/disclosed.ts';
import {
  BEING_PROCESSED,
  CLASS_OF_STATUS,
  CONCEALED_STATUSES,
  hasComplianceRight,
  PROCESSING,
  SHOWN_AS,
  SHOWN_STATUSES,
  SHOWN_WORKLISTS,
  statusesShownTo,
  worklistsBehind,
  worklistsShownTo,
} from '../../main/domain/disclosure.ts';
import { PAYMENT_STATUSES, type PaymentStatus } from '../../main/domain/payment-status.ts';
import { DEEDS, holds, ROLES, type Role } from '../../main/domain/permissions.ts';
import { type WhyFacts, whyOf } from '../../main/domain/why.ts';
import { STATUSES_OF_TERM, WORKLISTS } from '../../main/domain/worklists.ts';

test('what is not open is concealed, and so is every wait that it could be taken for', () => {
  const waits = ['in_review', 'awaiting_approval', 'awaiting_liquidity', 'suspended', 'blocked'];
  assert.deepEqual(CONCEALED_STATUSES, waits);
  for (const status of PAYMENT_STATUSES) {
    assert.equal(SHOWN_AS[status], waits.includes(status) ? BEING_PROCESSED : status);
    if (CLASS_OF_STATUS[status] !== 'open') assert.ok(waits.includes(status), status);
  }
});

test('the right is held by who decides and who audits, and by none that keeps the house', () => {
  const alone = (role: Role) => ({ id: 'a', name: 'a', roles: [role] });
  const knows = ROLES.filter((role) => hasComplianceRight(alone(role)));
  assert.deepEqual(knows, ['analyst', 'sanctions_officer', 'reporting_officer', 'auditor']);
  const done = Object.entries(DEEDS).flatMap(([deed, permission]) =>
    permission !== 'be_here' && holds(alone('auditor'), permission) ? [deed] : [],
  );
  const taking = ['acknowledgeOverride', 'exportTrail', 'revealAccount', 'exportAccessReview'];
  const told = 'an auditor reads reports and takes out what is seen, and decides nothing';
  assert.deepEqual(done, taking, told);
});

test('each person meets either the one state or what it stands for, never both', () => {
  const concealed: readonly string[] = CONCEALED_STATUSES;
  assert.deepEqual(statusesShownTo(true), PAYMENT_STATUSES);
  assert.deepEqual(
    statusesShownTo(false),
    SHOWN_STATUSES.filter((status) => !concealed.includes(status)),
  );
  assert.deepEqual(worklistsShownTo(true), WORKLISTS);
  const behind = worklistsBehind(PROCESSING);
  assert.deepEqual(
    worklistsShownTo(false),
    SHOWN_WORKLISTS.filter((each) => !behind.some((one) => one === each)),
  );
  assert.deepEqual(
    behind.flatMap((worklist) => [...STATUSES_OF_TERM[worklist]]).sort(),
    [...CONCEALED_STATUSES].sort(),
  );
});

test('any name of the one state asks for all of it; the right tells them apart', () => {
  for (const status of CONCEALED_STATUSES) {
    assert.deepEqual(statusesMeant([status], false), CONCEALED_STATUSES, status);
    assert.deepEqual(statusesMeant([status], true), [status]);
  }
  assert.deepEqual(statusesMeant([BEING_PROCESSED], true), CONCEALED_STATUSES);
  assert.deepEqual(statusesMeant(['settled', 'blocked', 'in_review'], false), [
    'settled',
    ...CONCEALED_STATUSES,
  ]);
  assert.deepEqual(statusesMeant([], false), []);
});

test('a reason is told when it is open and nothing waits', () => {
  const cases: readonly (readonly [PaymentStatus, string, string, string | null, string | null])[] =
    [
      ['in_review', 'AM14', 'amount_above_review_limit', null, null],
      ['awaiting_approval', 'AM04', 'insufficient_funds', null, null],
      ['rejected', 'RR04', 'declined_in_review', 'MS03', null],
      ['rejected', 'FRAD', 'declined_in_review', 'MS03', null],
      ['rejected', 'LEGL', 'refused_by_rail', 'MS03', 'refused_by_rail'],
      ['rejected', 'AM04', 'insufficient_funds', 'AM04', 'insufficient_funds'],
      ['in_repair', 'BE04', 'creditor_address_missing', 'BE04', 'creditor_address_missing'],
    ];
  for (const [status, reasonCode, reason, toldCode, toldReason] of cases) {
    assert.deepEqual(toldReasons(status, { reasonCode, reason }), {
      reasonCode: toldCode,
      reason: toldReason,
    });
  }
});

test('a payment is told alike in every concealed status', () => {
  const told = CONCEALED_STATUSES.map((status) =>
    toldStanding({ paymentId: 7, status, reasonCode: status, reason: status }),
  );
  const alike = { paymentId: 7, status: BEING_PROCESSED, reasonCode: null, reason: null };
  assert.deepEqual(
    told,
    CONCEALED_STATUSES.map(() => alike),
  );
});

const STEP = { sequence: 1, actor: 'anna', deed: 'commitEpoch', remark: null };
const NO_REASON = { reasonCode: null, reason: null };

test('steps between waits are left out, and who ended a wait is not told', () => {
  const steps = (wait: PaymentStatus, deed: string) => [
    { ...STEP, ...NO_REASON, from: 'received' as const, to: wait, reason: 'a rule' },
    { ...STEP, ...NO_REASON, from: wait, to: 'suspended' as const, deed: 'suspendPayment' },
    {
      ...STEP,
      ...NO_REASON,
      from: 'suspended' as const,
      to: 'accepted' as const,
      deed,
      remark: 'so',
    },
    { ...STEP, ...NO_REASON, from: 'accepted' as const, to: 'dispatched' as const },
  ];
  const expected = [
    { ...STEP, ...NO_REASON, from: 'received', to: BEING_PROCESSED, deed: 'processing', actor: '' },
    { ...STEP, ...NO_REASON, from: BEING_PROCESSED, to: 'accepted', deed: 'processing', actor: '' },
    { ...STEP, ...NO_REASON, from: 'accepted', to: 'dispatched' },
  ];
  for (const wait of CONCEALED_STATUSES) {
    assert.deepEqual(toldSteps(steps(wait, `deed of ${wait}`)), expected, wait);
  }
});

test('taking a payment back is told with who did it', () => {
  const back = { ...STEP, ...NO_REASON, from: 'in_review' as const, to: 'cancelled' as const };
  assert.deepEqual(toldSteps([{ ...back, deed: 'cancelPayment' }]), [
    { ...back, deed: 'cancelPayment', from: BEING_PROCESSED },
  ]);
});

test('counts are added up in one place of the order, whatever they were', () => {
  const counts = { settled: 3, accepted: 2 } as const;
  for (const one of CONCEALED_STATUSES) {
    for (const other of CONCEALED_STATUSES) {
      const told = toldCounts({ ...counts, [one]: 4, ...(one === other ? {} : { [other]: 1 }) });
      const expected = { [BEING_PROCESSED]: one === other ? 4 : 5, accepted: 2, settled: 3 };
      assert.equal(JSON.stringify(told), JSON.stringify(expected), `${one} and ${other}`);
    }
  }
});

test('the lines that say why name neither a rule nor a person behind a wait', () => {
  const facts: WhyFacts = {
    status: 'in_review',
    reasonCode: 'AM14',
    reason: 'amount_above_review_limit',
    relatedPayment: 3,
    requestedExecutionDate: '2026-11-26',
    executionDate: '2026-11-26',
    dateReason: '',
    decidedBy: 'lena',
  };
  const lines = (status: PaymentStatus, decidedBy: string | null) => {
    const why = whyOf({ ...facts, status, decidedBy });
    return toldWhy(why, { status, reasonCode: 'MS03', waited: true });
  };
  const waiting = lines('in_review', null);
  assert.deepEqual(waiting.hold, { code: 'held_being_processed', data: {} });
  for (const status of CONCEALED_STATUSES) assert.deepEqual(lines(status, 'lena'), waiting, status);
  for (const status of ['accepted', 'settled', 'rejected'] as const) {
    assert.deepEqual(lines(status, 'lena'), lines(status, null), status);
    assert.doesNotMatch(JSON.stringify(lines(status, 'lena')), /lena|review_limit/);
  }
});
