// Goal: a batch of which some payments have ended goes over without them: the other book takes only
// what left, whatever is told of it says so, and it is taken once however often and by however many at
// once it is tried. Method: two offices without people, each killed between its steps; one file as it
// is, and one that was packed before it was submitted.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { paymentId } from '../../../main/ledger/payment-ids.ts';
import { smallPain001 } from '../../fixtures/small-pain001.ts';
import { type Branch, items, twoBranches } from '../branches-world.ts';
import { ADLER } from '../demo-bank.ts';
import { value } from '../people-world.ts';
import { submitFile, unsound } from '../running-office.ts';

const EUR = (minor: bigint) => [{ minor, currency: 'EUR' }];

/** Takes these records of a batch back before they leave. */
async function cancels(west: Branch, batchId: number, records: readonly number[]): Promise<void> {
  for (const record of records) {
    const asked = { submissionId: west.id(), paymentId: paymentId(batchId, record) };
    await west.on.done((c) => c.cancelPayment(asked));
  }
}

test('what ended stays, and only the rest is taken, once', async (t) => {
  const [west, east] = await twoBranches(t);
  const file = smallPain001({ messageId: 'IN-PART', debtor: ADLER, items: items(4) });
  const batchId = await west.submit('IN-PART', items(4));
  await cancels(west, batchId, [1]);
  const stands = await west.on.done((c) => c.batch({ batchId }));
  assert.deepEqual(stands.payments, { accepted: 3, cancelled: 1 });
  assert.deepEqual(stands.leavingSums, EUR(950n), '1.50, 3.50 and 4.50');
  const giving = { submissionId: west.id(), batchId, to: east.book };
  const given = await west.on.done((c) => c.handOverBatch(giving));
  assert.deepEqual([given.payments, given.stayed], [3, 1]);
  await west.on.kill();
  assert.deepEqual(await west.on.done((c) => c.handOverBatch(giving)), given, 'it was done once');
  const left = await west.on.done((c) => c.batch({ batchId }));
  assert.deepEqual([left.payments, left.leavingSums], [{ handed_over: 3, cancelled: 1 }, []]);

  const carried = await west.signed('hand_over', given.handOver);
  const shown = await east.on.done((c) => c.readHandOver({ file: carried }));
  assert.ok(shown.kind === 'hand_over');
  const sums = [{ amount: '9.50', currency: 'EUR' }];
  assert.deepEqual([shown.payments, shown.stayed, shown.sums], [3, 1, sums]);
  const takes = () => ({ submissionId: east.id(), file: carried, word: 'taken' }) as const;
  const asked = [takes(), takes(), takes()];
  const replies = await Promise.all(
    asked.map((each) => east.on.ask((c) => c.answerHandOver(each))),
  );
  const codes = replies.map((reply) => ('refusal' in reply ? reply.refusal.code : 'done'));
  assert.deepEqual(codes.sort(), ['done', 'hand_over_answered', 'hand_over_answered']);
  await east.on.kill();
  const { taken } = await east.on.done((c) => c.handOvers({}));
  const [{ takeOver = 0, batchId: there = 0 } = {}] = taken;
  await east.on.judged(there);
  const batch = await east.on.done((c) => c.batch({ batchId: there }));
  assert.deepEqual([batch.numberOfTransactions, batch.payments], [3, { accepted: 3 }]);
  assert.deepEqual([batch.sums, batch.messageId], [EUR(950n), 'IN-PART']);

  // The customer's own file is theirs no more by another way.
  const path = join(east.on.folder, 'again.xml');
  writeFileSync(path, file);
  const again = await submitFile(east.on, path);
  assert.ok('refusal' in again && again.refusal.code === 'duplicate_message_id');

  const receipt = await east.signed('receipt', takeOver);
  const closing = { submissionId: west.id(), file: receipt };
  assert.equal(value(await west.on.ask((c) => c.closeHandOver(closing))).state, 'taken');
  const { given: list } = await west.on.done((c) => c.handOvers({}));
  assert.deepEqual([list[0]?.payments, list[0]?.stayed], [3, 1]);

  // A file that was packed when it was submitted is unpacked before it is cut.
  const packed = join(west.on.folder, 'packed.xml.gz');
  const text = smallPain001({ messageId: 'PACKED', debtor: ADLER, items: items(3, 5) });
  writeFileSync(packed, gzipSync(text));
  const { batchId: second } = value(await submitFile(west.on, packed));
  await west.on.judged(second);
  await cancels(west, second, [0, 2]);
  const of = await west.signed('hand_over', await west.give(second, east));
  const answered = { submissionId: east.id(), file: of, word: 'taken' } as const;
  const { batchId: one } = await east.on.done((c) => c.answerHandOver(answered));
  await east.on.judged(one);
  const last = await east.on.done((c) => c.batch({ batchId: one }));
  assert.deepEqual([last.payments, last.sums], [{ accepted: 1 }, EUR(5250n)]);
  assert.deepEqual([unsound(west.on.folder), unsound(east.on.folder)], [[], []]);
});
