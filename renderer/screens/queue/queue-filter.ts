// What the queue is narrowed to, as the contract asks for it, and how the day's equation and the
// filter chips change it. Plain values, so that every change can be tried without a screen.
import { SHOWN_WORKLISTS, type ShownWorklist } from '../../../main/domain/disclosure.ts';
import {
  EQUATION_ENDS,
  type EquationTerm,
  STATUSES_OF_TERM,
} from '../../../main/domain/worklists.ts';
import type { Input } from '../../../preload/contract/contract.ts';

export type QueueFilter = Input<'queuePage'>['filter'];
export type QueueSort = Input<'queuePage'>['sort'];

export const NO_FILTER: QueueFilter = {};

/** The parts that one chip sets and clears together. */
export const CHIPS = {
  status: ['worklist', 'statuses'],
  currency: ['currency'],
  batch: ['batchId'],
  account: ['account'],
  amount: ['amountFrom', 'amountTo'],
  date: ['executionFrom', 'executionTo'],
  received: ['receivedOn'],
  text: ['text'],
} as const satisfies { readonly [chip: string]: readonly (keyof QueueFilter)[] };
export type Chip = keyof typeof CHIPS;

/** `filter` without what the chip set. */
export function withoutChip(filter: QueueFilter, chip: Chip): QueueFilter {
  const parts: readonly string[] = CHIPS[chip];
  return Object.fromEntries(Object.entries(filter).filter(([part]) => !parts.includes(part)));
}

/** `filter` with the chip's parts replaced. */
export function withChip(filter: QueueFilter, chip: Chip, parts: QueueFilter): QueueFilter {
  return { ...withoutChip(filter, chip), ...parts };
}

/** Chips that narrow something, in their order. */
export function chipsOf(filter: QueueFilter): readonly Chip[] {
  const set = new Set(Object.keys(filter));
  return CHIP_ORDER.filter((chip) => CHIPS[chip].some((part) => set.has(part)));
}

const CHIP_ORDER = [
  'status',
  'currency',
  'amount',
  'date',
  'batch',
  'account',
  'received',
  'text',
] as const satisfies readonly Chip[];

/** What lies behind a term of the equation: its list, in one currency. `received` is all of it. */
export function filterOfTerm(
  term: EquationTerm | ShownWorklist | 'received',
  currency: string,
): QueueFilter {
  if (term === 'received') return { currency };
  const end = EQUATION_ENDS.find((each) => each === term);
  if (end !== undefined) return { currency, statuses: [...STATUSES_OF_TERM[end]] };
  const worklist = SHOWN_WORKLISTS.find((each) => each === term);
  return worklist === undefined ? { currency } : { currency, worklist };
}

export function sameFilter(a: QueueFilter, b: QueueFilter): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(filter: QueueFilter): string {
  return Object.entries(filter)
    .map(([part, value]) => `${part}=${String(value)}`)
    .sort()
    .join('&');
}
