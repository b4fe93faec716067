// What an event of the posting table is about: accounts, amounts, holds and originals by the names
// that its row gives them, with its open items and its dates.
import type { BusinessDate } from '../domain/dates.ts';
import type { Money } from '../domain/money.ts';
import type { AmountName, BoundAccount, HoldName } from '../domain/posting-rules.ts';

/** What an event is about. Account ids and amounts of minor units; 0 and '' stand for none. */
export type Bindings = {
  readonly accounts: { readonly [role in BoundAccount]?: number };
  readonly amounts: { readonly [name in AmountName]?: Money };
  /** The holds that earlier rows took. */
  readonly holds: { readonly [name in HoldName]?: number };
  /** The entries that a correction takes back, or that a linked booking belongs to. */
  readonly originals: readonly number[];
  readonly batch: number;
  readonly payment: number;
  /** What an open item is called; by default the payment. */
  readonly item: string;
  /** Items under another name, by the number of their account; {@link OWN_ITEM} is the entry's own. */
  readonly items: { readonly [account: string]: string };
  /** Several items of one account that the entry moves together, credit less debit of each. */
  readonly parts?: { readonly [account: string]: readonly ItemPart[] };
  /** '' stands for the day that is open when it is booked. */
  readonly dates: {
    readonly booking: BusinessDate;
    readonly value: BusinessDate;
    readonly settlement: BusinessDate;
  };
  /** The rail that carries the payment, and who answers for it while it is under way. */
  readonly rail: string;
  readonly owner: string;
};

export type ItemPart = { readonly reference: string; readonly amount: bigint };

/** The item that begins with the entry and is called after it. */
export const OWN_ITEM = '=';

/** Bindings of nothing, for whoever books a row without a payment or a hold. */
export function boundOn(day: BusinessDate, of: Partial<Bindings>): Bindings {
  return {
    accounts: {},
    amounts: {},
    holds: {},
    originals: [],
    batch: 0,
    payment: 0,
    item: '',
    items: {},
    dates: { booking: day, value: day, settlement: day },
    rail: '',
    owner: '',
    ...of,
  };
}

/** The bindings with `day` for each date that is not given. */
export function datedOn(day: BusinessDate, bindings: Bindings): Bindings {
  const { booking, value, settlement } = bindings.dates;
  const dates = { booking: booking || day, value: value || day, settlement: settlement || day };
  return { ...bindings, dates };
}
