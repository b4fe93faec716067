// Commits one epoch of the engine: funds are checked here, in order, and holds, postings,
// payments, statuses, the engine's state delta and its offset become durable together.
import { assert } from '../domain/assert.ts';
import { planExecution } from '../domain/business-day.ts';
import type { Context } from '../domain/context.ts';
import type { EpochOutput, ExecutionPlan, PaymentInformationInEpoch } from '../domain/decision.ts';
import type { Fallen } from '../domain/file-control.ts';
import type { CreditTransfer } from '../domain/payment.ts';
import type { Policy } from '../domain/policy.ts';
import { ok } from '../domain/result.ts';
import { contentHash } from '../ledger/digest.ts';
import type { Writing } from '../ledger/journal.ts';
import {
  type PaymentInformationRow,
  paymentInformationId,
} from '../ledger/payment-informations.ts';
import { type TermsInForce, termsInForce } from './account-terms.ts';
import { keepTogether } from './batch-booking.ts';
import { type Desk, openDay, policyOf } from './desk.ts';
import { bookFunds, type Funds } from './funds.ts';
import { type HeldBack, heldBackOn } from './held-back.ts';
import { judgeEpoch } from './judge-epoch.ts';
import type { Judged, JudgedOutput, PaymentInHand } from './judge-payment.ts';

/** What the judging of one epoch shares. */
export type EpochInHand = {
  readonly desk: Desk;
  readonly w: Writing;
  readonly context: Context;
  readonly policy: Policy;
  readonly termsOf: TermsInForce;
  readonly day: string;
  readonly output: EpochOutput;
  readonly plans: ReadonlyMap<number, PlannedInBook>;
  readonly funds: Funds;
  readonly heldBack: HeldBack;
};

type EpochOpened = Omit<EpochInHand, 'plans' | 'funds' | 'heldBack'>;

/** A payment information of the epoch with its row in the book and when it executes. */
export type PlannedInBook = PaymentInformationInEpoch & {
  readonly row: PaymentInformationRow;
  readonly plan: ExecutionPlan;
  /** Why all of it is rejected, as agreed; null where it is taken. */
  readonly fallen: Fallen | null;
};

/**
 * Commits `output` and answers how many payments it held. An epoch is its own idempotency key:
 * the same batch and offset commit once. There are no refusals of its own: what a payment lacks is
 * its status (AM04 rejected, AC01 in repair, AM05 in review).
 */
export function commitEpoch(desk: Desk, output: EpochOutput, context: Context) {
  const { book } = desk;
  const { batch, fromRecord, toRecord, topology } = output;
  const stateDeltaHash = contentHash(output.stateDelta);
  const call = {
    deed: 'commitEpoch',
    submissionId: `epoch/${batch}/${fromRecord}`,
    input: [batch, fromRecord, toRecord, topology, stateDeltaHash],
  } as const;
  return book.perform<{ payments: number }, never>(call, context, (w) => {
    const policy = policyOf(desk);
    const day = openDay(desk, context.now);
    const termsOf = termsInForce(desk, context.now);
    const opened = { desk, w, context, policy, termsOf, day, output };
    const plans = plansInBook(opened);
    const heldBack = heldBackOn(desk, policy, day);
    const epoch: EpochInHand = { ...opened, plans, funds: bookFunds(opened), heldBack };
    const salts = context.ids.bytes(16 * (toRecord - fromRecord));
    judgeEpoch(epoch, {
      together: (planned, together) => keepTogether(epoch, planned, together),
      payment: (row, payment, judged) =>
        addPayment(epoch, payment, judged, salts.subarray(row * 16, row * 16 + 16)),
    });
    book.batches.epochs.add(w, {
      batch,
      from: fromRecord,
      to: toRecord,
      topology,
      stateDelta: output.stateDelta,
      stateDeltaHash,
      snapshot: output.snapshot,
    });
    book.batches.advance(batch, fromRecord, toRecord);
    return ok({ payments: toRecord - fromRecord });
  });
}

/** The epoch's payment informations: read, or added to the book when their first record is met. */
function plansInBook(epoch: EpochOpened): Map<number, PlannedInBook> {
  const { desk, output, day } = epoch;
  const plans = new Map<number, PlannedInBook>();
  const allFallen = desk.book.batches.fallen(output.batch);
  for (const met of output.informations) {
    const id = paymentInformationId(output.batch, met.information.ordinal);
    const existing = desk.book.batches.informations.byId(id);
    const isNew = existing === null;
    assert(isNew === met.firstRecord >= output.fromRecord, 'added with its first record');
    const row = existing ?? addPaymentInformation(epoch, met);
    // What its first epoch planned stands, even when the next one runs after midnight.
    const { executionDate, dateReason } = row;
    const plan = { executionDate, dateReason, executesNow: executionDate <= day };
    const { ordinal } = met.information;
    plans.set(ordinal, { ...met, row, plan, fallen: allFallen.get(ordinal) ?? null });
  }
  return plans;
}

function addPaymentInformation(
  epoch: EpochOpened,
  met: PaymentInformationInEpoch,
): PaymentInformationRow {
  const { desk, w, context, output } = epoch;
  const { information } = met;
  const { plan, batchBooking, debtorAccount } = plannedTerms(epoch, met);
  return desk.book.batches.informations.add(w, {
    batch: output.batch,
    ordinal: information.ordinal,
    paymentInformationId: information.paymentInformationId,
    batchBooking,
    debtorAccount,
    requestedExecutionDate: information.requestedExecutionDate,
    executionDate: plan.executionDate,
    dateReason: plan.dateReason,
    firstRecord: met.firstRecord,
    debtor: {
      name: information.debtorName,
      account: information.debtorAccount,
      agent: information.debtorAgent,
    },
    salt: context.ids.bytes(16),
  });
}

/** On what terms a payment information is taken, fixed when its first record is met. */
export type Terms = {
  readonly plan: ExecutionPlan;
  readonly batchBooking: boolean;
  readonly debtorAccount: number | null;
};

/** The terms of a payment information whose first record lies in the epoch. */
export function plannedTerms(
  epoch: Pick<EpochInHand, 'desk' | 'policy' | 'termsOf' | 'day'> & {
    readonly output: JudgedOutput;
  },
  met: PaymentInformationInEpoch,
): Terms {
  const { desk, policy, day, output } = epoch;
  const { requestedExecutionDate, batchBooking } = met.information;
  const debtorAccount = debtorAccountOf(desk, output, met);
  const account = debtorAccount === null ? null : desk.book.accounts.byId(debtorAccount);
  const agreed = account === null ? null : epoch.termsOf(account).batchBooking;
  const agreedBooking = agreed === null ? null : agreed === 'always';
  return {
    plan: planExecution(requestedExecutionDate, day, desk.calendar, policy),
    batchBooking: agreedBooking ?? batchBooking ?? policy.batchBookingDefault,
    debtorAccount,
  };
}

/**
 * The account that a payment information is debited to: that of its first payment; where that one
 * has none (another currency), the customer's own in the currency the file names, else the oldest.
 * Null where the book has none. It must not depend on where an epoch ends.
 */
function debtorAccountOf(
  { book }: Desk,
  output: JudgedOutput,
  { information, firstRecord }: PaymentInformationInEpoch,
): number | null {
  const { debtorAccount } = output.decision(firstRecord - output.fromRecord);
  if (debtorAccount !== 0) return debtorAccount;
  const kept = book.accounts
    .withNumber(information.debtorAccount)
    .filter(({ kind }) => kind === 'customer');
  const named = kept.find(({ currency }) => currency === information.debtorAccountCurrency);
  return (named ?? kept[0])?.id ?? null;
}

function addPayment(
  epoch: EpochInHand,
  { id, transfer, decision, planned }: PaymentInHand<CreditTransfer>,
  judged: Judged,
  salt: Uint8Array,
): void {
  epoch.desk.book.payments.add(epoch.w, {
    id,
    paymentInformation: planned.row.id,
    rail: decision.rail,
    amount: transfer.amount,
    endToEndId: transfer.endToEndId,
    instructionId: transfer.instructionId,
    uetr: transfer.uetr,
    line: transfer.line,
    creditor: {
      name: transfer.creditorName,
      account: transfer.creditorAccount,
      agent: transfer.creditorAgent,
      country: transfer.creditorCountry,
      remittance: transfer.remittance,
      purpose: transfer.purpose,
    },
    salt,
    status: judged.status,
    reasonCode: judged.reasonCode,
    reason: judged.reason,
    relatedPayment: decision.relatedPayment,
    holdEntry: judged.holdEntry,
  });
}
