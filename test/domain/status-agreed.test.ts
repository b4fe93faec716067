// Goal: which status report is told of a file, from what its ordering parties have agreed on.
// Method: tables of agreements and of statuses, every one of both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAYMENT_STATUSES } from '../../main/domain/payment-status.ts';
import {
  type AgreedStatus,
  agreedStatusOf,
  isAtItsEnd,
  STATUS_LEVELS,
  STATUS_MOMENTS,
  STATUS_NOT_AGREED,
} from '../../main/domain/status-agreed.ts';

const NOTHING: AgreedStatus = { moment: 'none', level: 'file' };

test('of several agreements the most is told', () => {
  assert.deepEqual(agreedStatusOf([]), STATUS_NOT_AGREED);
  for (const moment of STATUS_MOMENTS) {
    for (const level of STATUS_LEVELS) {
      const agreed = { moment, level };
      assert.deepEqual(agreedStatusOf([agreed]), agreed);
      assert.deepEqual(agreedStatusOf([NOTHING, agreed, NOTHING]), agreed);
      const everything = { moment: 'all', level: 'item' } as const;
      assert.deepEqual(agreedStatusOf([agreed, everything]), everything);
    }
  }
  const mixed = [
    { moment: 'final', level: 'item' },
    { moment: 'all', level: 'paymentInformation' },
  ] as const;
  assert.deepEqual(agreedStatusOf(mixed), { moment: 'all', level: 'item' });
});

test('a frozen payment is not at its end, like every other that is being processed', () => {
  const ends = PAYMENT_STATUSES.filter(isAtItsEnd);
  assert.deepEqual(ends, ['settled', 'rejected', 'cancelled']);
});
