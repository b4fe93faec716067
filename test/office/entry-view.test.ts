// Goal: an entry is shown as it was booked, so that a person sees what a correction would turn round,
// and the correction is its mirror. Method: the opening balances of a small bank in a running office.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testFolder } from '../operations/test-desk.ts';
import { demoBankList } from './demo-bank.ts';
import { importList, runningOffice } from './running-office.ts';

test('an entry is shown as booked, and its correction as the mirror of it', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await importList(on, demoBankList(folder), 'import-1');
  const { postings } = await on.done((client) => client.entryView({ entryId: 1 }));
  assert.equal(postings.length, 1);
  const { entryId } = await on.done((client) =>
    client.correctEntry({ submissionId: 'correct-1', entryId: 1, remark: 'opened twice' }),
  );
  const mirror = await on.done((client) => client.entryView({ entryId }));
  const sides = (all: typeof postings) =>
    all.map(({ debitAccount, creditAccount, amount }) => [debitAccount, creditAccount, amount]);
  assert.deepEqual(
    sides(mirror.postings),
    postings.map(({ debitAccount, creditAccount, amount }) => [
      creditAccount,
      debitAccount,
      amount,
    ]),
  );
  assert.deepEqual(
    mirror.postings.map(({ entryId: id, event, valueDate }) => [id, event, valueDate]),
    postings.map(({ valueDate }) => [entryId, 'R7', valueDate]),
    'the original value date (domain.md, rule R7)',
  );
  const again = await on.done((client) => client.entryView({ entryId: 1 }));
  assert.deepEqual(again.postings, postings, 'what was booked stands');
});
