// Goal: how much of a right was used today is right at every moment, and is read once for a whole list.
// Method: deeds of a person with a daily limit, what was used asked outside of any deed before and after
// each; then the questions of a list, counted where they are put to
// the book.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorId } from '../../main/domain/people.ts';
import type { Permission } from '../../main/domain/permissions.ts';
import { usedToday } from '../../main/operations/authority.ts';
import { codeOf, limitedCast, seated } from './limited-cast.ts';
import { deedsOf } from './limited-deeds.ts';
import type { TestDesk } from './test-desk.ts';

function usedOf(on: TestDesk, permission: Permission, person: number, but = 0): bigint {
  return usedToday(on.desk(), on.now, permission, 'EUR', but)(actorId(person));
}

test('what was used is told anew after each deed, and nothing of one that was refused', (t) => {
  for (const [name, deed] of deedsOf()) {
    const on = deed.bank(t);
    const cast = limitedCast(on, {
      lea: [{ role: deed.role, dailyLimit: 10_000n }],
      una: [{ role: 'supervisor' }],
    });
    const [lea = 0, una = 0] = ['lea', 'una'].map((each) => cast.get(each));
    const used = (person: number) => usedOf(on, deed.permission, person);
    assert.equal(used(lea), 0n, name);
    const does = (amount: string): string => {
      const thing = deed.made(on, amount, una);
      return seated(on, lea, () => codeOf(deed.act(on, thing)));
    };
    assert.equal(does('60.00'), 'done', name);
    assert.equal(used(lea), 6000n, name);
    assert.equal(does('40.01'), 'beyond_daily_limit', name);
    assert.equal(used(lea), 6000n, name);
    assert.equal(does('40.00'), 'done', name);
    assert.equal(used(lea), 10_000n, name);
    on.now += 86_400_000;
    assert.equal(used(lea), 0n, `${name}, on the next day`);
  }
});

test('a list asks the book once for everybody who might sign, however long it is', (t) => {
  const deed = deedsOf().get('signs') ?? assert.fail('the deed is there');
  const on = deed.bank(t);
  const cast = limitedCast(on, { lea: [{ role: 'supervisor', dailyLimit: 1_000_000n }] });
  const lea = cast.get('lea') ?? assert.fail('lea');
  const payments = ['1.00', '2.00', '3.00'].map((amount) => deed.made(on, amount, 0));
  for (const payment of payments) seated(on, lea, () => deed.act(on, payment));
  const { db } = on.desk().book;
  const prepare = t.mock.method(db, 'prepare');
  const reads = (): number =>
    prepare.mock.calls.filter(({ arguments: [sql] }) => `${sql}`.includes('FROM payments')).length;
  assert.deepEqual([usedOf(on, 'sign', lea), reads()], [600n, 1]);
  for (const [at, payment] of payments.entries()) {
    assert.equal(
      usedOf(on, 'sign', lea, payment),
      600n - BigInt(at + 1) * 100n,
      'but the one being signed',
    );
  }
  assert.equal(reads(), 1);
  db.transaction(() => usedOf(on, 'sign', lea))();
  assert.equal(reads(), 2, 'within a deed it is read for itself');
});
