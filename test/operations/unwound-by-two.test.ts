// Goal: in a book with people a cycle is unwound by two persons or not at all, once, as it was shown.
// Method: a closed cycle at a desk with people: asked for by one, signed by another, overtaken by a
// credit of its inward money.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { unwindCycle } from '../../main/operations/unwind-cycle.ts';
import { acknowledge, close, dispatch, entriesOf, inward, onlyCycle } from './deeds.ts';
import { take } from './epochs.ts';
import { by, withPeople } from './five-people.ts';
import { acknowledged, fileOf, settlingBook } from './settling.ts';
import { assertSound, changesOnlyItsRecord, done, refused } from './test-desk.ts';
import { verified } from './verified.ts';

test('in a book with people it is asked for by one and signed by another, as it was shown', (t) => {
  const on = settlingBook(t);
  const waits = take(on, fileOf('payer', ['4.00']));
  acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  close(on, cycle, '2.50');
  withPeople(on);
  const alone = by(on, 'carla', () => {
    const input = { submissionId: on.newId(), cycleId: cycle, remark: 'fell' };
    return changesOnlyItsRecord(on, () => refused(unwindCycle(on.desk(), input, on.context())));
  });
  assert.deepEqual([alone.code, alone.rule], ['second_person_required', 'cycle_is_unwound']);
  const ask = (name: 'carla' | 'eva') =>
    by(on, name, () => {
      const asked = { deed: 'unwindCycle', cycleId: cycle } as const;
      return askForDeed(
        on.desk(),
        { submissionId: on.newId(), asked, remark: 'fell' },
        on.context(),
      );
    });
  assert.equal(refused(ask('eva')).code, 'not_permitted');
  const { request } = done(ask('carla'));
  const shown = () => {
    const kept = on.book().requests.byId(request);
    assert.ok(kept !== null);
    return shownRequest(on.desk(), kept);
  };
  const sign = (name: 'carla' | 'dan' | 'bo', seen = shown().hash.toString('hex')) =>
    by(on, name, () => {
      const word = { submissionId: on.newId(), requestId: request, decision: 'approved' } as const;
      return decideRequest(on.desk(), { ...word, shown: seen, remark: '' }, on.context());
    });
  const lines = () => shown().effect.map(({ what, after }) => `${what}: ${after}`);
  const moves = [
    'cycle: 1',
    'currency: EUR',
    'payments: 1',
    'moves: 2125 → 2120: 10.00 EUR',
    'moves: 2121 → 2125: 2.50 EUR',
    'postings: 2',
  ];
  assert.deepEqual(lines(), moves);
  assert.equal(refused(sign('carla')).code, 'second_person_must_differ');
  assert.equal(refused(sign('bo')).code, 'signer_not_permitted');
  // What came in is credited on while it waits: it can be signed for no more.
  const seen = shown().hash.toString('hex');
  by(on, 'carla', () => inward(on, cycle, null, '2.50'));
  assert.deepEqual(lines(), [...moves, 'since: cycle_not_unwindable']);
  assert.equal(refused(sign('dan', seen)).code, 'approval_stale');
  assert.equal(refused(sign('dan')).why, 'cycle_was_drawn_on');
  by(on, 'carla', () => {
    dispatch(on, waits);
    acknowledge(on, waits);
  });
  assertSound(on);
});

test('signed by the second person it is done once', (t) => {
  const on = settlingBook(t);
  acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  close(on, cycle, '0.00');
  withPeople(on);
  const asked = { deed: 'unwindCycle', cycleId: cycle } as const;
  const { request } = by(on, 'carla', () =>
    done(askForDeed(on.desk(), { submissionId: on.newId(), asked, remark: 'fell' }, on.context())),
  );
  const sign = () =>
    by(on, 'dan', () => {
      const kept = on.book().requests.byId(request);
      assert.ok(kept !== null);
      const seen = shownRequest(on.desk(), kept).hash.toString('hex');
      const word = { submissionId: on.newId(), requestId: request, decision: 'approved' } as const;
      return decideRequest(on.desk(), { ...word, shown: seen, remark: '' }, on.context());
    });
  assert.deepEqual(done(sign()), { state: 'done', open: 0 });
  assert.equal(refused(sign()).code, 'request_decided');
  assert.deepEqual(entriesOf(on, 'D8'), [['2125/2120 1000']]);
  assert.equal(on.book().cycles.byId(cycle)?.state, 'unwound');
  assertSound(on);
  verified(on);
});
