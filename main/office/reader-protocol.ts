// The questions that the reader thread answers, each with its input and its answer, and what the
// office tells it after a commit.
import type { ChainPoint } from '../domain/export-anchor.ts';
import type { Audit } from '../ledger/audit.ts';
import type { QueueQuestion } from '../ledger/queue-question.ts';
import type { ClearingView } from '../ledger/read-clearing.ts';
import type { CoreStanding } from '../ledger/read-core-balances.ts';
import type { JournalAsked, JournalLine } from '../ledger/read-core-journal.ts';
import type { DayState, StandingWork } from '../ledger/read-day.ts';
import type { DeedRows, DeedRowsAsked, DeedsAsked, DeedsFound } from '../ledger/read-deeds.ts';
import type { DayEquation } from '../ledger/read-equation.ts';
import type { Found, FoundAsked } from '../ledger/read-found.ts';
import type { WaitingBatchView } from '../ledger/read-outgoing.ts';
import type { ShownBank } from '../ledger/read-payee-bank.ts';
import type { TrailPosting } from '../ledger/read-postings.ts';
import type { QueuePage } from '../ledger/read-queue.ts';
import type {
  ReportedBatch,
  ReportedCount,
  ReportedRow,
  ReportedRowsAsked,
  ReportStretch,
} from '../ledger/read-report.ts';
import type { ReviewPage } from '../ledger/read-review.ts';
import type { SettlementView } from '../ledger/read-settlement.ts';
import type {
  AccountTold,
  AccountToldAsked,
  BalancesAt,
  readBalancesAt,
  readStatement,
  Statement,
} from '../ledger/read-statement.ts';
import type { BatchStanding, Status } from '../ledger/read-status.ts';
import type { ExplainedTrail } from '../ledger/read-trail.ts';
import type { TrialBalance } from '../ledger/read-trial-balance.ts';
import type { Usual } from '../ledger/read-usual.ts';
import type { ChainAnchor } from '../ledger/verify-chain.ts';
import type { MasterReads } from './reader-master.ts';

/** A payment's trail with the bank it goes to. */
export type ShownTrail = ExplainedTrail & { readonly bank: ShownBank | null };

export type Questions = MasterReads & {
  status: { readonly input: null; readonly answer: Status };
  batch: { readonly input: { readonly batchId: number }; readonly answer: BatchStanding | null };
  page: { readonly input: QueueQuestion; readonly answer: QueuePage };
  equation: { readonly input: { readonly receivedOn?: string }; readonly answer: DayEquation };
  find: { readonly input: FoundAsked; readonly answer: Found };
  review: {
    readonly input: { readonly offset: number; readonly limit: number };
    readonly answer: ReviewPage;
  };
  usual: { readonly input: { readonly paymentId: number }; readonly answer: Usual };
  trail: { readonly input: { readonly paymentId: number }; readonly answer: ShownTrail | null };
  entry: {
    readonly input: { readonly entryId: number };
    readonly answer: readonly TrailPosting[];
  };
  reportedBatch: {
    readonly input: { readonly batchId: number };
    readonly answer: ReportedBatch | null;
  };
  reportCounts: { readonly input: ReportStretch; readonly answer: readonly ReportedCount[] };
  reportedRows: { readonly input: ReportedRowsAsked; readonly answer: readonly ReportedRow[] };
  outgoing: { readonly input: null; readonly answer: readonly WaitingBatchView[] };
  settlement: { readonly input: null; readonly answer: SettlementView };
  clearing: { readonly input: null; readonly answer: ClearingView };
  day: {
    readonly input: { readonly days: number };
    readonly answer: {
      readonly days: readonly DayState[];
      readonly work: readonly StandingWork[];
    };
  };
  /** The one account that a number is told like, as somebody is told it; null for none or several. */
  accountTold: { readonly input: AccountToldAsked; readonly answer: AccountTold };
  statement: {
    readonly input: Parameters<typeof readStatement>[1];
    readonly answer: Statement | null;
  };
  balances: { readonly input: Parameters<typeof readBalancesAt>[1]; readonly answer: BalancesAt };
  coreJournal: {
    readonly input: JournalAsked;
    readonly answer: { readonly lines: readonly JournalLine[]; readonly anchor: ChainPoint };
  };
  /** The chain's newest link. */
  chainPoint: { readonly input: null; readonly answer: ChainPoint };
  coreBalances: {
    readonly input: { readonly offset: number; readonly limit: number };
    readonly answer: CoreStanding;
  };
  deeds: { readonly input: DeedsAsked; readonly answer: DeedsFound };
  deedRows: { readonly input: DeedRowsAsked; readonly answer: DeedRows };
  trialBalance: { readonly input: null; readonly answer: readonly TrialBalance[] };
  audit: {
    /** A link that the chain must pass through, or null. */
    readonly input: { readonly anchor: ChainAnchor | null };
    readonly answer: Audit;
  };
};

export type Question = keyof Questions;

/**
 * What the office says to the reader. `changed` follows a commit that added or moved payments, so
 * that it is taken up before somebody asks; which ones they are, the reader learns from the book.
 * `stop` is said once; the thread then closes its connection and ends.
 */
export type ReaderRequest =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: Question;
      readonly input: Questions[Question]['input'];
    }
  | { readonly kind: 'changed' }
  | { readonly kind: 'stop' };

/**
 * `loaded` is said once, when every payment is in memory: pages are in the asked order from then
 * on, and the office announces that payments changed.
 */
export type ThreadAnswer =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly detail: string }
  | { readonly kind: 'loaded' };
