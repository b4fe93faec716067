// The deeds of a random history: each is made from chance and the model's state, and is done on the
// book and told to the model, which was written from domain.md and not from the code.

import assert from 'node:assert/strict';
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
import { unwindCycle } from '../../main/operations/unwind-cycle.ts';
import { cancel, decide, refuseItem } from '../operations/deeds.ts';
import { epochOf, type FileTable, submission } from '../operations/epochs.ts';
import type {
  Model,
  ModelBatch,
  ModelBlock,
  ModelCycle,
  ModelPayment,
} from '../operations/model.ts';
import type { TestDesk } from '../operations/test-desk.ts';
import type { Seeded } from '../preload/seeded.ts';

export const CUSTOMERS = ['anna', 'ben', 'carl', 'dora'] as const;

/** What each customer begins with, in minor units; Dora's money no float could count. */
export const OPENINGS: { readonly [number: string]: bigint } = {
  anna: 50_000n,
  ben: 30_000n,
  carl: 200_000n,
  dora: 90n * 2n ** 53n + 1n,
};

export type Scene = {
  readonly on: TestDesk;
  readonly model: Model;
  readonly chance: Seeded;
  readonly files: FileTable[];
};

/** One deed: done on the book, and told to the model, which answers `done` or a refusal's code. */
export type Deed = {
  readonly onBook: () => Result<unknown>;
  readonly onModel: () => string;
};

/** Makes a deed from chance, the same at every call of the deed; null where none is possible. */
export type DeedMaker = (scene: Scene) => Deed | null;

const major = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;

function amountFrom(customer: string, chance: Seeded): bigint {
  const amount = BigInt(1 + chance.int(chance.pick([5_000, 5_000, 60_000])));
  return customer === 'dora' ? 2n ** 53n + amount : amount;
}

export function submit({ on, model, chance, files }: Scene): Deed {
  const blocks: ModelBlock[] = Array.from({ length: 1 + chance.int(3) }, () => {
    const from = chance.pick(CUSTOMERS);
    const others = CUSTOMERS.filter((each) => each !== from);
    const payments: ModelPayment[] = Array.from({ length: 1 + chance.int(5) }, () => ({
      amount: amountFrom(from, chance),
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

function judge({ on, model, chance, files }: Scene): Deed | null {
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
  { model, chance }: Scene,
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

function decideOne(history: Scene): Deed | null {
  const { on, model, chance } = history;
  const picked = pickPayment(history, 'in_review');
  if (picked === null) return null;
  const submissionId = on.newId();
  const outcome = chance.pick(['approve', 'decline'] as const);
  return {
    onBook: () => decide(on, picked.id, outcome, submissionId),
    onModel: () => model.decide(picked.payment, picked.block, outcome),
  };
}

function cancelOne(history: Scene): Deed | null {
  const { on, model } = history;
  const picked = pickPayment(history, 'accepted');
  if (picked === null) return null;
  const submissionId = on.newId();
  return {
    onBook: () => cancel(on, picked.id, submissionId),
    onModel: () => model.cancel(picked.payment, picked.block),
  };
}

function refuseOne(history: Scene): Deed | null {
  const { on, model } = history;
  const picked = pickPayment(history, 'acknowledged');
  if (picked === null) return null;
  const submissionId = on.newId();
  return {
    onBook: () => refuseItem(on, picked.id, submissionId),
    onModel: () => model.refuseItem(picked.payment, picked.block),
  };
}

/**
 * Mostly a batch that is `ready` for its next step, sometimes any; and rarely one where none is, so that
 * histories go somewhere.
 */
function someBatch({ model, chance }: Scene, ready: (batch: ModelBatch) => boolean): number | null {
  const all = model.batches.map((_, at) => at + 1);
  const wanted = all.filter((_, at) => model.batches.slice(at, at + 1).some(ready));
  if (wanted.length > 0 && chance.int(4) > 0) return chance.pick(wanted);
  return all.length === 0 || chance.int(4) > 0 ? null : chance.pick(all);
}

const paymentsOf = ({ blocks }: ModelBatch): readonly ModelPayment[] =>
  blocks.flatMap(({ payments }) => payments);

function leave(history: Scene): Deed | null {
  const { on, model } = history;
  const batchId = someBatch(history, (batch) => {
    const payments = paymentsOf(batch);
    return batch.judged === payments.length && payments.some(({ status }) => status === 'accepted');
  });
  if (batchId === null) return null;
  const input = { submissionId: on.newId(), batchId };
  return {
    onBook: () => dispatchPayments(on.desk(), input, on.context()),
    onModel: () => model.dispatch(batchId),
  };
}

function acknowledge(history: Scene): Deed | null {
  const { on, model } = history;
  const batchId = someBatch(history, (batch) =>
    paymentsOf(batch).some(({ status }) => status === 'dispatched'),
  );
  if (batchId === null) return null;
  const input = { submissionId: on.newId(), batchId, fromRecord: 0 };
  return {
    onBook: () => acknowledgeBatch(on.desk(), input, on.context()),
    onModel: () => model.acknowledge(batchId),
  };
}

/** The newest cycle in `state` mostly; any other, and one that is not there, rarely. */
function someCycle({ model, chance }: Scene, state: ModelCycle['state']): number | null {
  const newest = model.cycles.findLastIndex((cycle) => cycle.state === state) + 1;
  if (newest > 0 && chance.int(4) > 0) return newest;
  return chance.int(4) > 0 ? null : chance.int(model.cycles.length + 2);
}

function closeOne(history: Scene): Deed | null {
  const { on, model, chance } = history;
  const cycleId = someCycle(history, 'open');
  if (cycleId === null) return null;
  const grossIn = BigInt(chance.int(3) * chance.int(20_000));
  const input = { submissionId: on.newId(), cycleId, grossIn };
  return {
    onBook: () => closeCycle(on.desk(), input, on.context()),
    onModel: () => model.close(cycleId, grossIn),
  };
}

function settleOne(history: Scene): Deed | null {
  const { on, model, chance } = history;
  const cycleId = someCycle(history, 'closed');
  if (cycleId === null) return null;
  const cycle = model.cycles[cycleId - 1];
  const exact = chance.int(4) > 0;
  const position = cycle === undefined ? 0n : cycle.in - cycle.out;
  const input = { submissionId: on.newId(), cycleId, advised: exact ? position : position + 1n };
  return {
    onBook: () => settleCycle(on.desk(), input, on.context()),
    onModel: () => model.settle(cycleId, exact),
  };
}

function unwindOne(history: Scene): Deed | null {
  const { on, model } = history;
  const cycleId = someCycle(history, 'closed');
  if (cycleId === null) return null;
  const input = { submissionId: on.newId(), cycleId, remark: 'a participant did not pay' };
  return {
    onBook: () => unwindCycle(on.desk(), input, on.context()),
    onModel: () => model.unwind(cycleId),
  };
}

function applyOne(history: Scene): Deed | null {
  const { on, model, chance } = history;
  const cycleId = someCycle(history, 'closed');
  if (cycleId === null) return null;
  const account = chance.pick([...CUSTOMERS, null, 'nobody']);
  const amount = BigInt(1 + chance.int(15_000));
  const input = { submissionId: on.newId(), cycleId, account, amount };
  return {
    onBook: () => applyInward(on.desk(), input, on.context()),
    onModel: () => model.inward(cycleId, account, amount),
  };
}

function correctOne({ on, model, chance }: Scene): Deed | null {
  if (chance.int(4) > 0) return null;
  const at = chance.int(CUSTOMERS.length);
  const number = CUSTOMERS[at] ?? '';
  const input = { submissionId: on.newId(), entryId: at + 1, remark: 'taken back' };
  return {
    onBook: () => correctEntry(on.desk(), input, on.context()),
    onModel: () => model.correctOpening(at + 1, number, OPENINGS[number] ?? 0n),
  };
}

type Applied = { entry: bigint; cycle: string; payee: string; amount: bigint };

/** Inward money that was applied, as the book says: the newest mostly. */
const APPLIED = `SELECT e.id AS entry, i.reference AS cycle, c.number AS payee, p.amount
  FROM entries e JOIN postings p ON p.id = e.first_posting JOIN accounts c ON c.id = p.credit_account
  JOIN item_movements m ON m.entry = e.id JOIN open_items i ON i.id = m.item
  WHERE e.event = 'D9' AND i.reference LIKE 'cycle %' ORDER BY e.id DESC LIMIT 3`;

function takeBackOne({ on, model, chance }: Scene): Deed | null {
  const applied = on.book().db.prepare<[], Applied>(APPLIED).all();
  if (applied.length === 0) return null;
  const { entry, cycle, payee, amount } = chance.pick(applied);
  const input = { submissionId: on.newId(), entryId: Number(entry), remark: 'the cycle fell' };
  const to = payee === '2210' ? null : payee;
  return {
    onBook: () => correctEntry(on.desk(), input, on.context()),
    onModel: () => model.inwardBack(Number(entry), Number(cycle.slice(6)), to, amount),
  };
}

function setFee({ on, model, chance }: Scene): Deed {
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

/** Often the deeds that carry payments on, rarely those that stop them. */
export const DEED_MAKERS: readonly DeedMaker[] = [
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
  unwindOne,
  applyOne,
  correctOne,
  takeBackOne,
  setFee,
];
