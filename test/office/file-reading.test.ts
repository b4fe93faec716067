// Goal: a preview that nobody wants any more is not read on, and one beside it is. Method: a file of
// many pieces, cancelled in the turn in which it was asked for, while another is read.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FileReading } from '../../main/office/file-reading.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { ADLER, supplierIban } from './demo-bank.ts';

/** Space after the document: quickly read, and long enough for many pieces. */
const LONG_BYTES = 16 << 20;

test('a cancelled preview stops at its next piece, and others are answered', async (t) => {
  const folder = testFolder(t);
  const small = join(folder, 'small.xml');
  const long = join(folder, 'long.xml');
  const items = [{ to: supplierIban(1), amount: '1.00' }];
  const text = smallPain001({ messageId: 'LONG', debtor: ADLER, items });
  writeFileSync(small, text);
  writeFileSync(long, Buffer.concat([Buffer.from(text), Buffer.alloc(LONG_BYTES, ' ')]));
  const files = new FileReading();
  t.after(() => files.stop());
  const leaving = new AbortController();
  const told: number[] = [];
  const cancelled = files.inspect(long, (bytes) => told.push(bytes), leaving.signal);
  leaving.abort();
  await assert.rejects(cancelled, { name: 'AbortError' });
  assert.equal(told.length, 0);
  await files.inspect(long, (bytes) => told.push(bytes));
  assert.ok(told.length > 1, 'it would have been told');
  assert.equal((await files.inspect(small, () => undefined)).counts.transactions, 1);
  const before = files.inspect(small, () => undefined, AbortSignal.abort());
  await assert.rejects(before, { name: 'AbortError' }, 'cancelled before it began');
  const after = new AbortController();
  const answered = await files.inspect(small, () => undefined, after.signal);
  after.abort();
  assert.equal(answered.accepted, true);
});

test('a feed never makes anybody wait: nothing yet, told when, then the chunk', async (t) => {
  const folder = testFolder(t);
  const path = join(folder, 'small.xml');
  const items = [{ to: supplierIban(1), amount: '1.00' }];
  writeFileSync(path, smallPain001({ messageId: 'FEED', debtor: ADLER, items }));
  const files = new FileReading();
  t.after(() => files.stop());
  const options = { records: 10, receivedAt: 0, firstPayment: 0, from: 0 };
  for (const size of ['small', 'large'] as const) {
    const ready = Promise.withResolvers<void>();
    const feed = files.open(path, options, size, ready.resolve);
    assert.equal(feed.take(10), null, 'nobody has read it yet');
    await ready.promise;
    const chunk = feed.take(10);
    assert.deepEqual([chunk?.records, chunk?.end], [1, true], size);
  }
  const gone = Promise.withResolvers<void>();
  const missing = files.open(join(folder, 'missing.xml'), options, 'small', gone.resolve);
  await gone.promise;
  assert.throws(() => missing.take(10), { code: 'file_cannot_be_read' });
});
