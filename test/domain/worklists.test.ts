// Goal: the day's equation must add up by structure, and a screen must offer exactly the deeds
// that would be done. Method: the tables are walked whole, and the deeds of every status are
// compared with a list written down by hand from the status table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWait } from '../../main/domain/disclosure.ts';
import { allowedDeeds } from '../../main/domain/payment-deeds.ts';
import { PAYMENT_STATUSES, type PaymentStatus } from '../../main/domain/payment-status.ts';
import { localActor } from '../../main/domain/permissions.ts';
import {
  EQUATION_ENDS,
  STATUSES_OF_TERM,
  TERM_OF_STATUS,
  WORKLISTS,
} from '../../main/domain/worklists.ts';

test('every status but the draft is counted by exactly one term', () => {
  const counted: { [status: string]: string[] } = {};
  for (const term of [...EQUATION_ENDS, ...WORKLISTS]) {
    for (const status of STATUSES_OF_TERM[term]) {
      counted[status] = [...(counted[status] ?? []), term];
    }
  }
  for (const status of PAYMENT_STATUSES) {
    const term = TERM_OF_STATUS[status];
    assert.deepEqual(counted[status] ?? [], term === null ? [] : [term], status);
  }
  assert.equal(TERM_OF_STATUS.draft, null);
});

const EVERYTHING: { readonly [status in PaymentStatus]: readonly string[] } = {
  draft: [],
  received: [],
  warehoused: ['cancelPayment'],
  in_repair: ['cancelPayment'],
  in_review: ['decideReview', 'cancelPayment'],
  awaiting_approval: ['approve', 'rejectApproval', 'cancelPayment'],
  awaiting_liquidity: ['cancelPayment'],
  suspended: ['cancelPayment'],
  accepted: ['cancelPayment'],
  dispatched: [],
  acknowledged: ['rejectAcknowledged'],
  unknown: [],
  settled: [],
  rejected: [],
  cancelled: [],
  blocked: [],
  handed_over: [],
};

const ANALYSTS: readonly string[] = ['decideReview', 'approve', 'rejectApproval'];

test('the deeds on a payment, for one who may do everything and for others', () => {
  const submitter = { id: 's', name: 's', roles: ['submitter'] } as const;
  const analyst = { id: 'a', name: 'a', roles: ['analyst'] } as const;
  const treasury = { id: 't', name: 't', roles: ['treasury'] } as const;
  const auditor = { id: 'u', name: 'u', roles: ['auditor'] } as const;
  for (const status of PAYMENT_STATUSES) {
    const all = EVERYTHING[status];
    assert.deepEqual(allowedDeeds(status, localActor('x')), all, status);
    // Where one person does everything nobody is there to be reminded.
    const reminds = isWait(status) ? ['remindPayment'] : [];
    const ofSubmitter = [...all.filter((deed) => deed === 'cancelPayment'), ...reminds];
    assert.deepEqual(allowedDeeds(status, submitter), ofSubmitter, status);
    const ofAnalyst = [...all.filter((deed) => ANALYSTS.includes(deed)), ...reminds];
    assert.deepEqual(allowedDeeds(status, analyst), ofAnalyst, status);
    for (const reader of [auditor, treasury]) {
      assert.deepEqual(allowedDeeds(status, reader), [], status);
    }
  }
});
