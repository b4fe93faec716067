// Goal: the payments of the past are judged again from any epoch, exactly as they were and as
// another policy would have judged them, and not a byte of the book changes.
// Method: two files are judged, the policy being changed between them, and payments of one file
// repeated in the other; then the log is run again from every epoch, with policies tried; the
// counts are compared with the amounts in the files, the book's tables before and after.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { epochSince, epochsFrom } from '../../main/ledger/epoch-log.ts';
import { originalPath } from '../../main/office/originals.ts';
import { type RerunInput, rerunLog } from '../../main/office/rerun-log.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { contract, type Item } from '../../preload/contract/contract.ts';
import { ownIban } from '../fixtures/parties.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { accountRow, done, dump, open } from '../operations/test-desk.ts';
import { supplierIban } from './demo-bank.ts';
import { type OfficeBench, officeBench } from './office-bench.ts';

type Rerun = Extract<Item<'rerun'>, { kind: 'rerun' }>['rerun'];
type Tried = Readonly<Record<string, string>>;

const PER_FILE = 150;
const DEBTOR = { iban: ownIban(0), name: 'Adler GmbH' };

/** Amounts of 10.00 to 1,500.00 EUR; every tenth payment of the second file repeats the first's. */
function fileOf(messageId: string): string {
  return smallPain001({
    messageId,
    debtor: DEBTOR,
    items: Array.from({ length: PER_FILE }, (_, at) => ({
      to: supplierIban(at % 7),
      amount: `${10 * (at + 1)}.00`,
      remittance: at % 10 === 0 ? `invoice ${at}` : `${messageId} ${at}`,
    })),
  });
}

async function lived(t: TestContext): Promise<{ bench: OfficeBench; hashes: string[] }> {
  const bench = officeBench(t);
  const account = accountRow(DEBTOR.iban, '1,000,000.00');
  open(bench.on, [account]);
  bench.engine.reload();
  const hashes: string[] = [];
  for (const messageId of ['ONE', 'TWO']) {
    const hash = await bench.keep(fileOf(messageId));
    await bench.take(hash);
    hashes.push(hash);
    const submissionId = bench.on.newId();
    const name = 'reviewAbove:EUR';
    done(setPolicy(bench.desk, { submissionId, name, value: '100000' }, bench.on.context()));
    bench.engine.reload();
  }
  return { bench, hashes };
}

type Since = RerunInput['since'];

async function items(bench: OfficeBench, since: Since, tried: Tried = {}) {
  const policies = Object.entries(tried).map(([name, value]) => ({ name, value }));
  const all: Item<'rerun'>[] = [];
  const { signal } = new AbortController();
  for await (const item of rerunLog(bench, { since, policies }, signal)) {
    all.push(contract.rerun.item.parse(item));
  }
  return all;
}

async function rerunOf(bench: OfficeBench, epoch: number, tried: Tried = {}): Promise<Rerun> {
  const last = (await items(bench, { epoch }, tried)).at(-1);
  assert.ok(last?.kind === 'rerun', last?.kind === 'refused' ? last.code : last?.kind);
  return last.rerun;
}

/** Payments by what became of them: `outcome reason repeats`. */
function counted(groups: Rerun['was']) {
  return Object.fromEntries(
    groups.map(({ outcome, reason, repeats, payments }) => [
      `${outcome} ${reason} ${repeats}`,
      payments,
    ]),
  );
}

/** Everything that a rerun could have touched. */
function bookOf(bench: OfficeBench) {
  const { db, file } = bench.on.book();
  db.pragma('wal_checkpoint(TRUNCATE)');
  const bytes = createHash('sha256').update(readFileSync(file)).digest('hex');
  return { bytes, tables: dump(bench.on.book()) };
}

// Above 1,000.00 are the payments 101 to 150 of each file; repeats are each tenth of the second.
const WAS = {
  'approve null false': 150 + 90,
  'approve null true': 10,
  'review amount_above_review_limit false': 45,
  'review amount_above_review_limit true': 5,
};

test('what was, and what another policy would make of it, from the beginning', async (t) => {
  const { bench } = await lived(t);
  const before = bookOf(bench);
  const same = await rerunOf(bench, 1);
  assert.equal(same.records, 2 * PER_FILE);
  assert.deepEqual(counted(same.was), WAS);
  const inBook = bench.on
    .book()
    .db.prepare("SELECT count(*) FROM payments WHERE reason = 'amount_above_review_limit'")
    .pluck();
  assert.equal(inBook.get(), 45n, 'as they were really judged; the repeats wait as such');
  // Today's limit holds the first file's large payments too.
  assert.deepEqual(counted(same.wouldBe), {
    'approve null false': 100 + 90,
    'approve null true': 10,
    'review amount_above_review_limit false': 50 + 45,
    'review amount_above_review_limit true': 5,
  });
  assert.equal(same.changed, 50);
  assert.equal(same.changes.length, 50);
  assert.deepEqual(same.changes[0]?.amount, { minor: 101_000n, currency: 'EUR' });
  assert.deepEqual(same.changes[0]?.was.outcome, 'approve');
  assert.deepEqual(same.changes[0]?.wouldBe.outcome, 'review');

  const wider = await rerunOf(bench, 1, {
    'reviewAbove:EUR': '50000000',
    duplicateWindowDays: '0',
  });
  assert.deepEqual(counted(wider.was), WAS);
  assert.deepEqual(counted(wider.wouldBe), { 'approve null false': 2 * PER_FILE });
  assert.equal(wider.changed, 60);
  assert.deepEqual(bookOf(bench), before);
});

test('from every epoch: the same of the payments that follow', async (t) => {
  const { bench } = await lived(t);
  const { db } = bench.on.book();
  const { epochs } = epochsFrom(db, 1);
  assert.ok(epochs >= 4, `${epochs} epochs`);
  const before = bookOf(bench);
  for (let epoch = 2; epoch <= epochs; epoch += 1) {
    const { records, was } = await rerunOf(bench, epoch);
    assert.equal(records, epochsFrom(db, epoch).records);
    const among = (groups: Rerun['was']) => groups.reduce((all, { payments }) => all + payments, 0);
    assert.equal(among(was), records);
    // The repeats are found though their first payments lie before the epoch that is begun at.
    const first = Math.max(PER_FILE - records, 0);
    const repeated = Math.floor((PER_FILE - 1) / 10) - Math.floor((first - 1) / 10);
    assert.equal(among(was.filter(({ repeats }) => repeats)), repeated, `from epoch ${epoch}`);
  }
  assert.deepEqual(bookOf(bench), before);
});

test('an instant is the epoch that was first not before it', async (t) => {
  const { bench } = await lived(t);
  const { db } = bench.on.book();
  const committed = db
    .prepare<[], bigint>(
      'SELECT at FROM deeds WHERE sequence IN (SELECT deed FROM epochs) ORDER BY sequence',
    )
    .pluck()
    .all()
    .map(Number);
  for (const [place, at] of committed.entries()) {
    assert.deepEqual([epochSince(db, at), epochSince(db, at + 1)], [place + 1, place + 2]);
  }
  assert.equal(epochSince(db, 0), 1);
  const [, second = 0] = committed;
  assert.deepEqual((await items(bench, { at: second })).at(-1), {
    kind: 'rerun',
    rerun: await rerunOf(bench, 2),
  });
  const after = { at: (committed.at(-1) ?? 0) + 1 };
  assert.deepEqual(await items(bench, after), [{ kind: 'refused', code: 'epoch_unknown' }]);
});

test('one at a time, stopped when asked, and refused where it could not tell', async (t) => {
  const { bench, hashes } = await lived(t);
  const stop = new AbortController();
  const running = rerunLog(bench, { since: { epoch: 1 }, policies: [] }, stop.signal);
  assert.equal((await running.next()).value?.kind, 'progress');
  assert.deepEqual(await items(bench, { epoch: 1 }), [
    { kind: 'refused', code: 'rerun_under_way' },
  ]);
  stop.abort();
  assert.deepEqual(await running.next(), { done: true, value: undefined });
  const cases: readonly (readonly [string, number, Tried])[] = [
    ['epoch_unknown', 1000, { noSuchPolicy: '1' }],
    ['policy_unknown', 1, { noSuchPolicy: '1' }],
    ['policy_value_invalid', 1, { duplicateWindowDays: 'soon' }],
  ];
  for (const [code, from, tried] of cases) {
    assert.deepEqual(await items(bench, { epoch: from }, tried), [{ kind: 'refused', code }]);
  }
  rmSync(originalPath(bench.folder, hashes[1] ?? ''));
  assert.deepEqual(await items(bench, { epoch: 1 }), [
    { kind: 'refused', code: 'original_unknown' },
  ]);
});
