// Goal: whatever people and rails do, in any order and with deeds that fail half way, the book says
// what a plain model of the domain says. Method: seeded histories of random deeds, each done on the
// book and on the model; answers, statuses and balances are compared after every deed, the audit
// runs at the end. Before some deeds chance itself fails at a random moment: nothing may remain.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Result } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { acknowledgeBatch } from '../../main/operations/acknowledge-batch.ts';
import { applyInward } from '../../main/operations/apply-inward.ts';
import { closeCycle } from '../../main/operations/close-cycle.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { dispatchPayments } from '../../main/operations/dispatch-payments.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { settleCycle } from '../../main/operations/settle-cycle.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';
import { cancel, decide, refuseItem } from './deeds.ts';
import { epochOf, type FileTable, submission } from './epochs.ts';
import { Model, type ModelBlock, type ModelPayment } from './model.ts';
import {
  accountRow,
  assertSound,
  available,
  dump,
  open,
  posted,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

const HISTORIES = 200;
const DEEDS = 40;
const CUSTOMERS = ['anna', 'ben', 'carl'] as const;
const OWN = ['1010', '2120', '2121', '2125', '2210', '4010', '9990'] as const;

type History = {
  readonly on: TestDesk;
  readonly model: Model;
  readonly chance: Seeded;
  readonly files: FileTable[];
  refusals: number;
  faults: number;
};

/** One deed: done on the book, and told to the model, which answers `done` or a refusal's code. */
type Deed = { readonly onBook: () => Result<unknown>; readonly onModel: () => string };

const major = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;

function begin(t: Pick<TestContext, 'after'>, seed: number): History {
  const on = testDesk(t, seed);
  neverSync(on);
  const model = new Model();
  open(on, [
    accountRow('anna', '500.00'),
    accountRow('ben', '300.00', { accountLimit: 10_000n }),
    accountRow('carl', '2,000.00'),
  ]);
  model.open('anna', 50_000n, 0n);
  model.open('ben', 30_000n, 10_000n);
  model.open('carl', 200_000n, 0n);
  return { on, model, chance: seeded(seed), files: [], refusals: 0, faults: 0 };
}

/** Thousands of deeds need no disk; what a sync is worth is tested in durability.test.ts. */
function neverSync(on: TestDesk): void {
  on.book().db.pragma('synchronous = OFF');
}

const DEED_MAKERS: readonly ((history: History) => Deed | null)[] = [
  submit,
  judge,
  judge,
  judge,
  decideOne,
  cancelOne,
  leave,
  leave,
  acknowledge,
  refuseOne,
  closeOne,
  settleOne,
  settleOne,
  applyOne,
  correctOne,
  setFee,
];

function submit({ on, model, chance, files }: History): Deed {
  const blocks: ModelBlock[] = Array.from({ length: 1 + chance.int(3) }, () => {
    const from = chance.pick(CUSTOMERS);
    const others = CUSTOMERS.filter((each) => each !== from);
    const payments: ModelPayment[] = Array.from({ length: 1 + chance.int(5) }, () => ({
      amount: BigInt(1 + chance.int(chance.pick([5_000, 5_000, 60_000]))),
      outcome: chance.pick(['approve', 'approve', 'approve', 'review', 'decline', 'repair']),
      to: chance.int(4) === 0 ? chance.pick(others) : null,
      status: 'received',
      held: 0n,
      fee: 0n,
      cycle: 0,
    }));
    return { from, together: chance.int(2) === 0, later: chance.int(8) === 0, payments };
  });
  const file: FileTable = {
    messageId: `RANDOM-${files.length}`,
    blocks: blocks.map(({ from, together, later, payments }) => ({
      from,
      batchBooking: together,
      date: later ? '2026-12-03' : '2026-11-26',
      payments: payments.map(({ amount, outcome, to }) => ({
        amount: major(amount),
        outcome,
        ...(to === null ? {} : { to }),
      })),
    })),
  };
  const input = submission(on, file);
  return {
    onBook: () => submitBatch(on.desk(), input, on.context()),
    onModel: () => {
      files.push(file);
      model.batches.push({ blocks, judged: 0 });
      return 'done';
    },
  };
}

function judge({ on, model, chance, files }: History): Deed | null {
  const waiting = model.batches.flatMap(({ blocks, judged }, at) => {
    const left = blocks.reduce((all, { payments }) => all + payments.length, 0) - judged;
    return left > 0 ? [{ batch: at + 1, judged, left }] : [];
  });
  if (waiting.length === 0) return null;
  const { batch, judged, left } = chance.pick(waiting);
  const count = 1 + chance.int(left);
  const file = files[batch - 1];
  assert.ok(file !== undefined);
  const epoch = epochOf(on, batch, file, judged, judged + count);
  return {
    onBook: () => commitEpoch(on.desk(), epoch, on.context()),
    onModel: () => {
      model.judge(batch, count);
      return 'done';
    },
  };
}

type Judged = { readonly id: number; readonly payment: ModelPayment; readonly block: ModelBlock };

/** A payment that was judged; mostly one in `status`, so that histories go somewhere. */
function pickPayment(
  { model, chance }: History,
  status: ModelPayment['status'] | null,
): Judged | null {
  const judged = model.batches.flatMap((batch, at) => {
    const all = batch.blocks.flatMap((block) =>
      block.payments.map((payment) => ({ block, payment })),
    );
    return all
      .slice(0, batch.judged)
      .map((each, record) => ({ ...each, id: paymentId(at + 1, record) }));
  });
  const wanted = judged.filter(({ payment }) => payment.status === status);
  const from = wanted.length > 0 && chance.int(4) > 0 ? wanted : judged;
  return from.length === 0 ? null : chance.pick(from);
}

function decideOne(history: History): Deed | null {
  const { on, model, chance } = history;
  const picked = pickPayment(history, 'in_review');
  if (picked === null) return null;
  const outcome = chance.pick(['approve', 'decline'] as const);
  return {
    onBook: () => decide(on, picked.id, outcome),
    onModel: () => model.decide(picked.payment, picked.block, outcome),
  };
}

function cancelOne(history: History): Deed | null {
  const { on, model } = history;
  const picked = pickPayment(history, 'accepted');
  if (picked === null) return null;
  return {
    onBook: () => cancel(on, picked.id),
    onModel: () => model.cancel(picked.payment, picked.block),
  };
}

function refuseOne(history: History): Deed | null {
  const { on, model } = history;
  const picked = pickPayment(history, 'acknowledged');
  if (picked === null) return null;
  return {
    onBook: () => refuseItem(on, picked.id),
    onModel: () => model.refuseItem(picked.payment, picked.block),
  };
}

function someBatch({ model, chance }: History): number | null {
  return model.batches.length === 0 ? null : 1 + chance.int(model.batches.length);
}

function leave(history: History): Deed | null {
  const { on, model } = history;
  const batchId = someBatch(history);
  if (batchId === null) return null;
  const input = { submissionId: on.newId(), batchId };
  return {
    onBook: () => dispatchPayments(on.desk(), input, on.context()),
    onModel: () => model.dispatch(batchId),
  };
}

function acknowledge(history: History): Deed | null {
  const { on, model } = history;
  const batchId = someBatch(history);
  if (batchId === null) return null;
  const input = { submissionId: on.newId(), batchId, fromRecord: 0 };
  return {
    onBook: () => acknowledgeBatch(on.desk(), input, on.context()),
    onModel: () => model.acknowledge(batchId),
  };
}

/** The newest cycle mostly, any other or none sometimes. */
function someCycle({ model, chance }: History): number {
  const count = model.cycles.length;
  return chance.int(3) > 0 ? count : chance.int(count + 2);
}

function closeOne(history: History): Deed {
  const { on, model, chance } = history;
  const cycleId = someCycle(history);
  const grossIn = BigInt(chance.int(3) * chance.int(20_000));
  const input = { submissionId: on.newId(), cycleId, grossIn };
  return {
    onBook: () => closeCycle(on.desk(), input, on.context()),
    onModel: () => model.close(cycleId, grossIn),
  };
}

function settleOne(history: History): Deed {
  const { on, model, chance } = history;
  const cycleId = someCycle(history);
  const cycle = model.cycles[cycleId - 1];
  const exact = chance.int(4) > 0;
  const position = cycle === undefined ? 0n : cycle.in - cycle.out;
  const input = { submissionId: on.newId(), cycleId, advised: exact ? position : position + 1n };
  return {
    onBook: () => settleCycle(on.desk(), input, on.context()),
    onModel: () => model.settle(cycleId, exact),
  };
}

function applyOne(history: History): Deed {
  const { on, model, chance } = history;
  const cycleId = someCycle(history);
  const account = chance.pick([...CUSTOMERS, null, 'nobody']);
  const amount = BigInt(1 + chance.int(15_000));
  const input = { submissionId: on.newId(), cycleId, account, amount };
  return {
    onBook: () => applyInward(on.desk(), input, on.context()),
    onModel: () => model.inward(cycleId, account, amount),
  };
}

function correctOne({ on, model, chance }: History): Deed | null {
  if (chance.int(4) > 0) return null;
  const openings = [50_000n, 30_000n, 200_000n];
  const at = chance.int(3);
  const input = { submissionId: on.newId(), entryId: at + 1, remark: 'taken back' };
  return {
    onBook: () => correctEntry(on.desk(), input, on.context()),
    onModel: () => model.correctOpening(at + 1, CUSTOMERS[at] ?? '', openings[at] ?? 0n),
  };
}

function setFee({ on, model, chance }: History): Deed {
  const fee = chance.int(4) * 7;
  const input = { submissionId: on.newId(), name: 'fileItemFee:EUR', value: String(fee) };
  return {
    onBook: () => setPolicy(on.desk(), input, on.context()),
    onModel: () => {
      model.fee = BigInt(fee);
      return 'done';
    },
  };
}

/** Does the deed while something fails under it; its answer where it was done before that. */
function failHalfWay({ on, chance }: History, deed: Deed): Result<unknown> | null {
  const book = on.book();
  const before = dump(book);
  const balances = CUSTOMERS.map((number) => available(on, number));
  // Either a statement of the deed fails, or the last thing before its link is written.
  const accounts = book.accounts;
  const journal = book.journal;
  const late = chance.int(2) === 0;
  const target: { flush: () => void } = late ? accounts : journal;
  const flush = target.flush.bind(target);
  let left = late ? 0 : chance.int(2);
  target.flush = () => {
    flush();
    if (left === 0) throw new Error('planted');
    left -= 1;
  };
  let answer: Result<unknown> | null = null;
  try {
    answer = deed.onBook();
  } catch (error) {
    assert.match(String(error), /planted/);
  }
  target.flush = flush;
  if (answer !== null) return answer;
  assert.deepEqual(dump(book), before, 'a deed that failed left something behind');
  assert.deepEqual(
    CUSTOMERS.map((number) => available(on, number)),
    balances,
  );
  return null;
}

function compare({ on, model }: History, step: string): void {
  for (const number of CUSTOMERS) {
    assert.equal(posted(on, number), model.booked.get(number), `${step}: booked ${number}`);
    assert.equal(available(on, number), model.available(number), `${step}: available ${number}`);
  }
  for (const number of OWN) {
    assert.equal(posted(on, number), model.booked.get(number) ?? 0n, `${step}: booked ${number}`);
  }
  const statuses = on
    .book()
    .db.prepare<[], string>('SELECT status FROM payments ORDER BY id')
    .pluck()
    .all();
  const expected = model.batches.flatMap(({ blocks, judged }) =>
    blocks.flatMap(({ payments }) => payments.map(({ status }) => status)).slice(0, judged),
  );
  assert.deepEqual(statuses, expected, step);
}

function run(t: Pick<TestContext, 'after'>, seed: number): History {
  const history = begin(t, seed);
  const { on, chance } = history;
  for (let at = 0; at < DEEDS; at += 1) {
    const maker = at === 0 ? submit : chance.pick(DEED_MAKERS);
    const deed = maker(history);
    if (deed === null) continue;
    const step = `seed ${seed}, deed ${at} (${maker.name})`;
    const isToFail = chance.int(5) === 0;
    const early = isToFail ? failHalfWay(history, deed) : null;
    if (isToFail && early === null) history.faults += 1;
    const answer = early ?? deed.onBook();
    const told = deed.onModel();
    assert.equal(answer.ok ? 'done' : answer.refusal.code, told, step);
    if (told !== 'done') history.refusals += 1;
    compare(history, step);
    if (chance.int(25) === 0) {
      on.reopen();
      neverSync(on);
    }
  }
  assertSound(on, `seed ${seed}`);
  return history;
}

test('random histories say what the model says', (t) => {
  const seen = { deeds: 0, refusals: 0, faults: 0, payments: 0 };
  const reached = new Set<string>();
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const ends: (() => void)[] = [];
    // Each history ends at once: two hundred open books would be too many.
    const scope = { after: (end?: unknown) => void ends.push(end as () => void) };
    const { on, model, refusals, faults } = run(scope, seed);
    seen.deeds += on.book().chainHead().sequence;
    seen.refusals += refusals;
    seen.faults += faults;
    seen.payments += model.payments().length;
    for (const { status } of model.payments()) reached.add(status);
    for (const end of ends.reverse()) end();
  }
  t.diagnostic(
    `${HISTORIES} histories, ${seen.deeds} deeds, ${seen.payments} payments, ` +
      `${seen.refusals} refusals, ${seen.faults} faults`,
  );
  assert.equal(reached.size, 10, 'every status was reached');
  assert.ok(seen.refusals > HISTORIES && seen.faults > HISTORIES, 'the histories are varied');
});
