// Goal: the journal that leaves for the core-banking system is every booked movement of a day and
// nothing else, adds up to the trial balance to the unit in currencies of every exponent, and says
// so of itself. Method: a book with accounts of none, two and three decimals, its journal re-added.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCoreJournal } from '../../main/ledger/read-core-journal.ts';
import { createJournalWriter } from '../../main/office/core-journal-out.ts';
import { accountRow, open, testDesk } from '../operations/test-desk.ts';

const DAY = '2026-11-26';

test('the journal re-adds to the balances in every currency, page by page', (t) => {
  const on = testDesk(t, 31);
  open(on, [
    accountRow('2001', '1250000.00'),
    { ...accountRow('2002', '0.00'), currency: 'JPY', openingBalance: 180_000_001n },
    { ...accountRow('2003', '0.00'), currency: 'KWD', openingBalance: 12_345n },
  ]);
  const { book } = on.desk();
  const sums = new Map<string, bigint>();
  const add = (account: string, currency: string, minor: bigint): void => {
    const key = `${account} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + minor);
  };
  const csv = createJournalWriter('csv');
  const jsonl = createJournalWriter('jsonl');
  let text = csv.head();
  let json = jsonl.head();
  for (let after = 0; ; ) {
    const [line] = readCoreJournal(book.db, { day: DAY, after, limit: 1 });
    if (line === undefined) break;
    after = line.posting;
    add(line.debitAccount, line.currency, -line.amount);
    add(line.creditAccount, line.currency, line.amount);
    text += csv.lines(line);
    json += jsonl.lines(line);
  }
  const balances = book.accounts.all().map(({ id, number, currency }) => {
    const { creditsPosted, debitsPosted } = book.balances.balance(id);
    return [`${number} ${currency}`, creditsPosted - debitsPosted] as const;
  });
  assert.deepEqual(new Map([...sums].sort()), new Map([...balances].sort()));
  assert.deepEqual(csv.totals(), {
    movements: 3,
    sums: [
      { minor: 125_000_000n, currency: 'EUR' },
      { minor: 180_000_001n, currency: 'JPY' },
      { minor: 12_345n, currency: 'KWD' },
    ],
  });
  const amounts = text
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(',')[6]);
  assert.deepEqual(amounts, [
    '1250000.00',
    '1250000.00',
    '180000001',
    '180000001',
    '12.345',
    '12.345',
  ]);
  const read: { amount: string }[] = json
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    read.map(({ amount }) => amount),
    amounts,
  );
  assert.deepEqual(readCoreJournal(book.db, { day: '2026-11-25', after: 0, limit: 10 }), []);
});
