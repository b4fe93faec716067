// How the queue is asked for: which payments, in which order. The index and the SQL that stands in
// for it while it loads answer the same question.
import type { PaymentStatus } from '../domain/payment-status.ts';
import { STATUSES_OF_TERM, type Worklist } from '../domain/worklists.ts';

/** Every part that is given must hold; an empty list of statuses lets nothing through. */
export type QueueFilter = {
  readonly statuses?: readonly PaymentStatus[];
  readonly worklist?: Worklist;
  readonly batchId?: number;
  readonly currency?: string;
  /** The debtor's account, whole. */
  readonly account?: string;
  /** Minor units, both ends included, compared within each currency. */
  readonly amountFrom?: bigint;
  readonly amountTo?: bigint;
  /** `YYYY-MM-DD`, both ends included. */
  readonly executionFrom?: string;
  readonly executionTo?: string;
  /** The business day on which the batch was received. */
  readonly receivedOn?: string;
  /** Found anywhere in the texts of a payment; ASCII letters alike in both cases. */
  readonly text?: string;
  /** Whoever asks may not see accounts: account and text are compared with the masked forms. */
  readonly told?: boolean;
};

export type QueueSort = {
  /** `shownStatus`: in the order of what a person without the compliance right is shown. */
  readonly by:
    | 'receivedAt'
    | 'amount'
    | 'executionDate'
    | 'status'
    | 'shownStatus'
    | 'debtorAccount'
    /** In the order of the masked forms. */
    | 'toldAccount';
  readonly descending: boolean;
};

export type QueueQuestion = {
  readonly filter: QueueFilter;
  readonly sort: QueueSort;
  readonly offset: number;
  readonly limit: number;
};

/** The statuses that `filter` lets through, or null when it does not speak of them. */
export function statusesOf(filter: QueueFilter): readonly PaymentStatus[] | null {
  const { statuses, worklist } = filter;
  if (worklist === undefined) return statuses ?? null;
  const waiting: readonly PaymentStatus[] = STATUSES_OF_TERM[worklist];
  return statuses === undefined ? waiting : waiting.filter((each) => statuses.includes(each));
}

/** `text` as a LIKE pattern that finds it anywhere, to be used with ESCAPE '\'. */
export function likeAnywhere(text: string): string {
  return `%${likeLiteral(text)}%`;
}

/** `text` as a LIKE pattern that finds what begins with it. */
export function likeBeginning(text: string): string {
  return `${likeLiteral(text)}%`;
}

function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
