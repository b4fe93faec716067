// The Settlement screen: out to the rail, its answers, the cycle, corrections, inward money.
import { z } from 'zod';
import {
  CYCLE_STATES,
  SETTLEMENT_BLOCKS,
  SETTLEMENT_PURPOSES,
} from '../../main/domain/settlement-blocks.ts';
import { method } from './method.ts';
import { postingView, TRAIL_ROWS_MAX } from './queue.ts';
import {
  beyondAuthority,
  businessDate,
  count,
  currency,
  deed,
  deedRefusals,
  details,
  list,
  minor,
  PAGE_ROWS_MAX,
  reasonCode,
  rowId,
  sums,
  text,
} from './values.ts';

/** What keeps a batch or a cycle from its next step, named; an empty list: nothing does. */
const blocks = list(
  z.strictObject({ code: z.enum(SETTLEMENT_BLOCKS), data: details }),
  SETTLEMENT_BLOCKS.length,
);

/** A batch with payments to dispatch or to acknowledge. */
const waitingBatch = z.strictObject({
  batchId: rowId,
  messageId: text(140),
  fileName: text(255),
  /** Whether the engine has judged all of it: a batch leaves whole. */
  judged: z.boolean(),
  accepted: count,
  dispatched: count,
  /** Payments that wait for a person or for funds: they leave later. */
  beingProcessed: count,
  acceptedSums: sums,
  dispatchedSums: sums,
  blocks,
});

const cycleView = z.strictObject({
  cycleId: rowId,
  currency,
  settlementDate: businessDate,
  state: z.enum(CYCLE_STATES),
  /** Payments in the cycle, by the batches they came in. */
  items: count,
  batches: list(z.strictObject({ batchId: rowId, payments: count, amount: minor }), PAGE_ROWS_MAX),
  grossOut: minor,
  grossIn: minor,
  inwardApplied: minor,
  /** Gross in less gross out: negative, we owe. */
  netPosition: minor,
  /** The entry that closed it, which unwinding would take back; 0 where there is none. */
  closeEntry: count,
  blocks,
});

/** A bank's own account on which settlement happens; balances on its normal side. */
const positionView = z.strictObject({
  account: text(140),
  purpose: z.enum(SETTLEMENT_PURPOSES),
  currency,
  posted: minor,
  /** Held against it, and held towards it, on the same side. */
  pending: minor,
});

export const settlementMethods = {
  /** What waits to leave, every cycle that is not settled and the newest settled ones. */
  settlementView: method({
    input: z.strictObject({}),
    output: z.strictObject({
      waiting: list(waitingBatch, PAGE_ROWS_MAX),
      cycles: list(cycleView, PAGE_ROWS_MAX),
      positions: list(positionView, PAGE_ROWS_MAX),
    }),
    refusals: [],
  }),
  /** Hands every accepted payment of a judged batch to its rail, and answers how many. */
  dispatchPayments: method({
    input: z.strictObject({ ...deed, batchId: rowId }),
    output: z.strictObject({ payments: count }),
    refusals: [...deedRefusals, 'batch_unknown', 'batch_not_judged', 'outgoing_waits'],
  }),
  /**
   * The rail took the batch: customers are booked to clearing (domain.md, rule R5). Large batches
   * take several deeds: `nextRecord` is where the next one begins, 0 when the batch is done.
   */
  acknowledgeBatch: method({
    input: z.strictObject({ ...deed, batchId: rowId, fromRecord: count }),
    output: z.strictObject({ payments: count, nextRecord: count }),
    refusals: [...deedRefusals, 'batch_unknown', 'nothing_dispatched'],
  }),
  /** `grossIn` is the inward gross of the rail's report. `entryId` is 0 for an empty cycle. */
  closeCycle: method({
    input: z.strictObject({ ...deed, cycleId: rowId, grossIn: minor.gte(0n) }),
    output: z.strictObject({ entryId: count }),
    refusals: [...deedRefusals, 'cycle_unknown', 'cycle_not_open'],
  }),
  /**
   * `advised` is the rail's net position for us, negative when we owe. Where it is not ours,
   * nothing is settled and `breakId` names the break; else `breakId` is 0.
   */
  settleCycle: method({
    input: z.strictObject({ ...deed, cycleId: rowId, advised: minor }),
    output: z.strictObject({
      settled: z.boolean(),
      payments: count,
      entryId: count,
      breakId: count,
    }),
    refusals: [...deedRefusals, 'cycle_unknown', 'cycle_not_closed'],
  }),
  /**
   * The rail did not settle a closed cycle: its closing is taken back by a linked entry, 0 for an empty
   * one, and its payments join the open cycle of the currency, `nextCycle`; 0 where none had left.
   */
  unwindCycle: method({
    input: z.strictObject({ ...deed, cycleId: rowId, remark: text(500) }),
    output: z.strictObject({ entryId: count, payments: count, nextCycle: count }),
    refusals: [
      ...deedRefusals,
      'second_person_required',
      'cycle_unknown',
      'cycle_not_closed',
      'cycle_was_drawn_on',
    ],
  }),
  /** The postings of one entry, as they were booked: what a correction would turn round. */
  entryView: method({
    input: z.strictObject({ entryId: rowId }),
    output: z.strictObject({ postings: list(postingView, TRAIL_ROWS_MAX) }),
    refusals: ['entry_unknown'],
  }),
  /** Books a linked reversing entry with the original value date (domain.md, rule R7). */
  correctEntry: method({
    input: z.strictObject({ ...deed, entryId: rowId, remark: text(500) }),
    output: z.strictObject({ entryId: rowId }),
    refusals: [
      ...deedRefusals,
      ...beyondAuthority,
      'second_person_required',
      'entry_unknown',
      'entry_belongs_to_a_payment',
      'entry_belongs_to_a_cycle',
      'entry_already_corrected',
      'insufficient_funds',
    ],
  }),
  /** The rail refused one item after it was booked: the payer is made whole by a linked entry. */
  rejectAcknowledged: method({
    input: z.strictObject({ ...deed, paymentId: rowId, reasonCode }),
    output: z.strictObject({ entryId: rowId }),
    refusals: [
      ...deedRefusals,
      'payment_unknown',
      'payment_status_does_not_allow',
      'cycle_not_open',
    ],
  }),
  /** Credits inward money of a cycle to an account, or to unapplied funds when it is null. */
  applyInward: method({
    input: z.strictObject({
      ...deed,
      cycleId: rowId,
      account: text(40).nullable(),
      amount: minor.gte(1n),
    }),
    output: z.strictObject({ entryId: rowId }),
    refusals: [
      ...deedRefusals,
      'cycle_unknown',
      'cycle_not_closed',
      'inward_exceeded',
      'account_unknown',
      'account_is_closed',
    ],
  }),
};
