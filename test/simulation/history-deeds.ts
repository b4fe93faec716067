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
import type { Model, ModelBlock, ModelPayment } from '../operations/model.ts';
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

function someBatch({ model, chance }: Scene): number | null {
  return model.batches.length === 0 ? null : 1 + chance.int(model.batches.length);
}

function leave(history: Scene): Deed | null {
  const { on, model } = history;
  const batchId = someBatch(history);
  if (batchId === null) return null;
  const input = { submissionId: on.newId(), batchId };
  return {
    onBook: () => dispatchPayments(on.desk(), input, on.context()),
    onModel: () => model.dispatch(batchId),
  };
}

function acknowledge(history: Scene): Deed | null {
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
function someCycle({ model, chance }: Scene): number {
  const count = model.cycles.length;
  return chance.int(3) > 0 ? count : chance.int(count + 2);
}

function closeOne(history: Scene): Deed {
  const { on, model, chance } = history;
  const cycleId = someCycle(history);
  const grossIn = BigInt(chance.int(3) * chance.int(20_000));
  const input = { submissionId: on.newId(), cycleId, grossIn };
  return {
    onBook: () => closeCycle(on.desk(), input, on.context()),
    onModel: () => model.close(cycleId, grossIn),
  };
}

function settleOne(history: Scene): Deed {
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

function unwindOne(history: Scene): Deed {
  const { on, model } = history;
  const cycleId = someCycle(history);
  const input = { submissionId: on.newId(), cycleId, remark: 'a participant did not pay' };
  return {
    onBook: () => unwindCycle(on.desk(), input, on.context()),
    onModel: () => model.unwind(cycleId),
  };
}

function applyOne(history: Scene): Deed {
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
  setFee,
];
