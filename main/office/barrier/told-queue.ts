// What the queue, the trail and the palette say to a person without the compliance right, and what
// such a person's questions mean: no count, order or filter tells one wait from another.
import type { Input, Output } from '../../../preload/contract/contract.ts';
import { statusesMeant, toldStanding, toldSteps, toldWhy } from '../../domain/disclosed.ts';
import {
  BEING_PROCESSED,
  CONCEALED_STATUSES,
  FREEZE_EVENTS,
  PROCESSING,
  SHOWN_WORKLISTS,
  type ShownStatus,
  shownWorklist,
} from '../../domain/disclosure.ts';
import { mayRemind, type PaymentDeed } from '../../domain/payment-deeds.ts';
import type { PaymentStatus } from '../../domain/payment-status.ts';
import { type Actor, authorise } from '../../domain/permissions.ts';
import { STATUSES_OF_TERM } from '../../domain/worklists.ts';
import type { QueueQuestion } from '../../ledger/queue-question.ts';
import { NOBODY_AWAY } from '../absent-signers.ts';
import { toldBatch } from './told-batch.ts';

/** What somebody asks with: the compliance right, and account numbers as they are. */
type Sight = { readonly knows: boolean; readonly whole: boolean };

/** What a person's question for a page means by what they may know and see. */
export function questionMeant(asked: Input<'queuePage'>, { knows, whole }: Sight): QueueQuestion {
  const { filter, sort, offset, limit } = asked;
  const { statuses, worklist, ...others } = filter;
  const lists: (readonly PaymentStatus[])[] = [];
  if (statuses !== undefined) lists.push(statusesMeant(statuses, knows));
  if (worklist === PROCESSING) lists.push(CONCEALED_STATUSES);
  else if (worklist !== undefined) lists.push(statusesMeant(STATUSES_OF_TERM[worklist], knows));
  const [first, ...rest] = lists;
  const both = first?.filter((status) => rest.every((list) => list.includes(status)));
  const compared = whole ? others : { ...others, told: true };
  return {
    filter: both === undefined ? compared : { ...compared, statuses: both },
    sort: sortMeant(sort, { knows, whole }),
    offset,
    limit,
  };
}

/** The order of what is told: by the true status or the whole number it would tell those. */
function sortMeant(
  { by, descending }: Input<'queuePage'>['sort'],
  { knows, whole }: Sight,
): QueueQuestion['sort'] {
  if (by === 'status' && !knows) return { by: 'shownStatus', descending };
  if (by === 'debtorAccount' && !whole) return { by: 'toldAccount', descending };
  return { by, descending };
}

type Deeds = { readonly status: ShownStatus; readonly allowedEvents: readonly PaymentDeed[] };

/**
 * Taking back and reminding are what may be tried on whatever the one state stands for, and the deed
 * checks again: leaving one out for some would tell them apart.
 */
function toldDeeds({ status, allowedEvents }: Deeds, actor: Actor): readonly PaymentDeed[] {
  if (status !== BEING_PROCESSED) return allowedEvents;
  const tried = authorise('cancelPayment', actor, null).ok ? (['cancelPayment'] as const) : [];
  return mayRemind(actor) ? [...tried, 'remindPayment'] : tried;
}

type PaymentView = Output<'queuePage'>['rows'][number];

function toldPayment(row: PaymentView, actor: Actor): PaymentView {
  const told = toldStanding(row);
  return { ...told, allowedEvents: toldDeeds(told, actor) };
}

export function toldPage(page: Output<'queuePage'>, actor: Actor): Output<'queuePage'> {
  return { ...page, rows: page.rows.map((row) => toldPayment(row, actor)) };
}

export function toldTrail(trail: Output<'paymentTrail'>, actor: Actor): Output<'paymentTrail'> {
  const { payment, why, bank, remindedAt, steps, postings, allowedEvents } = trail;
  const standing = toldStanding(payment);
  const { status } = standing;
  const waits = status === BEING_PROCESSED;
  const told = toldSteps(steps);
  const waited = told.some(({ to }) => to === BEING_PROCESSED);
  return {
    payment: { ...standing, relatedPayment: waits ? 0 : payment.relatedPayment },
    why: toldWhy(why, { status, reasonCode: standing.reasonCode, waited }),
    // What is wrong about the bank would tell a technical wait from another.
    bank: waits ? null : bank,
    remindedAt,
    // Only a wait for a signature or a decision has any.
    absentSigners: NOBODY_AWAY,
    steps: told,
    postings: postings.filter(({ event }) => !FREEZE_EVENTS.has(event)),
    allowedEvents: toldDeeds({ status, allowedEvents }, actor),
  };
}

export function toldEquation(equation: Output<'dayEquation'>): Output<'dayEquation'> {
  return {
    ...equation,
    currencies: equation.currencies.map((line) => ({
      ...line,
      waiting: toldWaiting(line.waiting),
    })),
  };
}

type Waiting = Output<'dayEquation'>['currencies'][number]['waiting'];
type Term = { readonly payments: number; readonly amount: bigint };

/** The worklists that look alike as one, in the order of a payment's life. */
function toldWaiting(waiting: Waiting): Waiting {
  const told: { [worklist in keyof Waiting]: Term } = {};
  for (const shown of SHOWN_WORKLISTS) {
    const alike = SHOWN_WORKLISTS.filter((worklist) => shownWorklist(worklist) === shown);
    const terms = alike.flatMap((worklist) => waiting[worklist] ?? []);
    if (terms.length === 0) continue;
    const payments = terms.reduce((sum, term) => sum + term.payments, 0);
    const amount = terms.reduce((sum, term) => sum + term.amount, 0n);
    told[shown] = { payments, amount };
  }
  return told;
}

export function toldFound(answer: Output<'findPayment'>, actor: Actor): Output<'findPayment'> {
  return {
    ...answer,
    found: answer.found.map((each) =>
      each.kind === 'payment'
        ? { ...each, payment: toldPayment(each.payment, actor) }
        : { ...each, batch: toldBatch(each.batch) },
    ),
  };
}
