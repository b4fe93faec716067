// Goal: before several things are signed with one confirmation their preview says what they come to,
// and leaves out what is not this person's. Method: a table of what waits, whole values compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkPreview, type ToSign, unusualOf } from '../../main/domain/bulk-signing.ts';

const USUAL = { ofDebtor: 4, toCreditor: 2, largest: 1000n };

function payment(id: number, minor: bigint, of: Partial<ToSign> = {}): ToSign {
  const amount = { minor, currency: 'EUR' };
  return { kind: 'payment', id, amount, shown: 'ab'.repeat(32), usual: USUAL, cannot: null, ...of };
}

test('count, sums and largest per currency, what stands out, and what is left out with why', () => {
  const plain = payment(1, 900n);
  const above = payment(2, 2001n);
  const fresh = payment(3, 10n, { usual: { ...USUAL, toCreditor: 0 } });
  const yen = payment(4, 700n, { amount: { minor: 700n, currency: 'JPY' } });
  const own = payment(5, 99_999n, { cannot: 'second_person_must_differ' });
  const request: ToSign = { ...plain, kind: 'request', id: 1, amount: null, usual: null };
  assert.deepEqual(bulkPreview([own, plain, request, above, yen, fresh]), {
    signable: [plain, request, above, yen, fresh],
    sums: [
      { minor: 2911n, currency: 'EUR' },
      { minor: 700n, currency: 'JPY' },
    ],
    largest: [
      { minor: 2001n, currency: 'EUR' },
      { minor: 700n, currency: 'JPY' },
    ],
    unusual: [
      { item: above, why: 'far_above' },
      { item: fresh, why: 'new_payee' },
    ],
    others: [{ item: own, why: 'second_person_must_differ' }],
  });
  const nothing = { signable: [], sums: [], largest: [], unusual: [], others: [] };
  assert.deepEqual(bulkPreview([]), nothing);
});

test('what stands out: the first, more than twice the largest, an account not paid lately', () => {
  assert.equal(unusualOf(1n, { ofDebtor: 0, toCreditor: 0, largest: null }), 'first_of_payer');
  assert.equal(unusualOf(2000n, USUAL), null);
  assert.equal(unusualOf(2001n, USUAL), 'far_above');
  assert.equal(unusualOf(2000n, { ...USUAL, toCreditor: 0 }), 'new_payee');
});
