// What submitting a file would do, found by the very functions that judge an epoch, with funds
// that only pretend: nothing is written, and what is kept does not grow with the file.
import { assert, known } from '../domain/assert.ts';
import type { Decision, PaymentInformationInEpoch } from '../domain/decision.ts';
import type { Fallen } from '../domain/file-control.ts';
import { createSumsByCurrency, type Money, type SumsByCurrency } from '../domain/money.ts';
import type { PaymentInformation } from '../domain/payment.ts';
import type { Policy } from '../domain/policy.ts';
import { paymentInformationId } from '../ledger/payment-informations.ts';
import { type TermsInForce, termsInForce } from './account-terms.ts';
import { endedAs, type Together } from './batch-booking.ts';
import { type PlannedInBook, plannedTerms } from './commit-epoch.ts';
import { type Desk, openDay, policyOf } from './desk.ts';
import { type RehearsedFunds, rehearsedFunds } from './funds.ts';
import { type HeldBack, heldBackOn } from './held-back.ts';
import { judgeEpoch } from './judge-epoch.ts';
import type { JudgedOutput } from './judge-payment.ts';
import { newTally, type RehearsedOutcome, type Tally, type TallyCount, type Why } from './tally.ts';

/** A batch number that no book reaches: payments keep ids that a double counts exactly. */
export const REHEARSED_BATCH = 2 ** 29 - 1;

/** Payment informations that a rehearsal lists; all are counted. */
const BLOCKS_LISTED_MAX = 1000;
/** Different outcomes listed per payment information and for the file, the most payments first. */
const BLOCK_OUTCOMES_MAX = 50;
const FILE_OUTCOMES_MAX = 200;

/** Records of the file in order, as the engine would hand them to the writer. */
export type RehearsedEpoch = JudgedOutput & {
  readonly informations: readonly PaymentInformationInEpoch[];
};

export type RehearsedInformation = {
  readonly paymentInformationId: string;
  readonly requestedExecutionDate: string;
  readonly executionDate: string;
  readonly dateReason: string;
  readonly executesNow: boolean;
  readonly batchBooking: boolean;
  readonly debtorAccount: string;
  readonly debtorName: string | null;
  readonly transactions: number;
  readonly sums: readonly Money[];
  readonly outcomes: readonly RehearsedOutcome[];
};

/** A cycle that accepted payments would join; `cycleId` null: it would be opened. */
export type RehearsedCycle = {
  readonly currency: string;
  readonly cycleId: number | null;
  readonly settlementDate: string;
  readonly payments: number;
  readonly amount: bigint;
};

export type Rehearsal = {
  readonly businessDate: string;
  readonly transactions: number;
  readonly sums: readonly Money[];
  readonly perPaymentInformation: readonly RehearsedInformation[];
  readonly outcomes: readonly RehearsedOutcome[];
  /** Fees of all that would be held. */
  readonly fees: readonly Money[];
  readonly cycles: readonly RehearsedCycle[];
};

export type BatchRehearsal = {
  /** Judges the next records; epochs come in file order, cut as the engine cuts them. */
  readonly judge: (epoch: RehearsedEpoch) => void;
  /** What all of the file came to, after its last epoch. */
  readonly result: () => Rehearsal;
};

/**
 * Begins a rehearsal at `now` (milliseconds UTC), under the policy in force and the calendar of
 * `desk`; of the file the payment informations `fallen` are rejected whole. Funds are checked in file
 * order against the balances of the book; the book is only read.
 */
export function beginRehearsal(
  desk: Desk,
  now: number,
  fallen: ReadonlyMap<number, Fallen> = new Map(),
): BatchRehearsal {
  const policy = policyOf(desk);
  const termsOf = termsInForce(desk, now);
  const day = openDay(desk, now);
  const run: Run = {
    desk,
    policy,
    day,
    heldBack: heldBackOn(desk, policy, day),
    termsOf,
    fallen,
    funds: rehearsedFunds(desk, { policy, termsOf }),
    inHand: new Map(),
    listed: [],
    file: newTally(),
    whole: { transactions: 0, sums: createSumsByCurrency() },
  };
  return { judge: (epoch) => rehearseEpoch(run, epoch), result: () => resultOf(run) };
}

/** A rehearsal under way. */
type Run = {
  readonly desk: Desk;
  readonly policy: Policy;
  readonly termsOf: TermsInForce;
  readonly day: string;
  readonly heldBack: HeldBack;
  readonly fallen: ReadonlyMap<number, Fallen>;
  readonly funds: RehearsedFunds;
  /** Payment informations that go on in the next epoch, by ordinal. */
  readonly inHand: Map<number, Block>;
  readonly listed: Block[];
  readonly file: Tally;
  readonly whole: Counted;
};

type Counted = { transactions: number; readonly sums: SumsByCurrency };

/** A payment information as far as it was judged. The tallies are shared by its later copies. */
type Block = {
  readonly information: PaymentInformation;
  readonly planned: PlannedInBook;
  readonly counted: Counted;
  readonly outcomes: Tally;
};

function rehearseEpoch(run: Run, epoch: RehearsedEpoch): void {
  const { desk, funds, policy, heldBack } = run;
  const met = epoch.informations.map((each) => blockOf(run, epoch, each));
  const blocks = new Map(met.map((block) => [block.information.ordinal, block]));
  const plans = new Map(met.map(({ information, planned }) => [information.ordinal, planned]));
  const booked = new Map<number, Together>();
  const judging = { desk, output: epoch, plans, funds, policy, heldBack };
  judgeEpoch(judging, {
    together: ({ information }, together) => booked.set(information.ordinal, together),
    payment: (_row, { transfer }, judged) => {
      const { paymentInformation, amount } = transfer;
      const block = known(blocks.get(paymentInformation), 'a record has its payment information');
      for (const counted of [run.whole, block.counted]) {
        counted.transactions += 1;
        counted.sums.add(amount);
      }
      block.outcomes.add(judged, amount);
    },
  });
  for (const block of met) keepOrEnd(run, block, booked.get(block.information.ordinal) ?? null);
}

/** The block of an earlier epoch that goes on, or a new one on the terms of its first record. */
function blockOf(run: Run, epoch: RehearsedEpoch, met: PaymentInformationInEpoch): Block {
  const begun = run.inHand.get(met.information.ordinal);
  if (begun !== undefined) return { ...begun, planned: { ...begun.planned, ends: met.ends } };
  const fallen = run.fallen.get(met.information.ordinal) ?? null;
  const block = newBlock(met, plannedTerms({ ...run, output: epoch }, met), fallen);
  if (run.listed.length < BLOCKS_LISTED_MAX) run.listed.push(block);
  return block;
}

/** What goes on in the next epoch is kept; what has ended is counted into the file. */
function keepOrEnd(run: Run, block: Block, booked: Together | null): void {
  const { planned, information, outcomes } = block;
  if (!planned.ends) {
    const passed = booked === null ? {} : { passedCount: booked.count, passedAmount: booked.minor };
    const row = { ...planned.row, ...passed };
    run.inHand.set(information.ordinal, { ...block, planned: { ...planned, row } });
    return;
  }
  run.inHand.delete(information.ordinal);
  if (booked !== null) outcomes.lift((judged) => endedAs(asDecided(judged), booked.held));
  run.file.addAll(outcomes);
}

function resultOf({ desk, day, funds, inHand, listed, file, whole }: Run): Rehearsal {
  assert(inHand.size === 0, 'the last epoch ends every payment information');
  return {
    businessDate: day,
    transactions: whole.transactions,
    sums: whole.sums.sums(),
    perPaymentInformation: listed.map(informationView),
    outcomes: file.outcomes(FILE_OUTCOMES_MAX),
    fees: funds.fees(),
    cycles: file.inStatus('accepted').map((joining) => cycleOf(desk, day, joining)),
  };
}

function newBlock(
  met: PaymentInformationInEpoch,
  terms: ReturnType<typeof plannedTerms>,
  fallen: Fallen | null,
): Block {
  const { plan, batchBooking, debtorAccount } = terms;
  const { executionDate, dateReason } = plan;
  const row = {
    id: paymentInformationId(REHEARSED_BATCH, met.information.ordinal),
    batch: REHEARSED_BATCH,
    batchBooking,
    debtorAccount,
    executionDate,
    dateReason,
    firstRecord: met.firstRecord,
    passedCount: 0,
    passedAmount: 0n,
    holdEntry: 0,
  };
  return {
    information: met.information,
    planned: { ...met, row, plan, fallen },
    counted: { transactions: 0, sums: createSumsByCurrency() },
    outcomes: newTally(),
  };
}

function informationView({ information, planned, counted, outcomes }: Block): RehearsedInformation {
  const { row, plan } = planned;
  return {
    paymentInformationId: information.paymentInformationId,
    requestedExecutionDate: information.requestedExecutionDate,
    executionDate: plan.executionDate,
    dateReason: plan.dateReason,
    executesNow: plan.executesNow,
    batchBooking: row.batchBooking,
    debtorAccount: information.debtorAccount,
    debtorName: information.debtorName,
    transactions: counted.transactions,
    sums: counted.sums.sums(),
    outcomes: outcomes.outcomes(BLOCK_OUTCOMES_MAX),
  };
}

/** A payment of a batch booking that rests provisionally keeps a reason only when a rule wants it. */
function asDecided(judged: Why): Pick<Decision, 'outcome' | 'reasonCode' | 'reason'> {
  return { ...judged, outcome: judged.reason === null ? 'approve' : 'review' };
}

function cycleOf(
  desk: Desk,
  day: string,
  { currency, payments, amount }: TallyCount,
): RehearsedCycle {
  const open = desk.book.cycles.openFor(currency);
  return {
    currency,
    cycleId: open?.id ?? null,
    settlementDate: open?.settlementDate ?? day,
    payments,
    amount,
  };
}
