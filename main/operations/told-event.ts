// An event of the posting table as a person tells it: accounts by their numbers, amounts by the names
// that the row gives them. It is looked at whole before anybody is asked to stand for it.
import { participantOf } from '../domain/chart-of-accounts.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { eventForm, mayPlay, railOf } from '../domain/event-forms.ts';
import type { Money } from '../domain/money.ts';
import { itemOwner } from '../domain/open-items.ts';
import type { AmountName, BoundAccount, HoldName, PostingRule } from '../domain/posting-rules.ts';
import { type EventCode, POSTING_RULES } from '../domain/posting-table.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Book } from '../ledger/book.ts';
import { type Bindings, boundOn, OWN_ITEM } from './bindings.ts';

/** What the row does not name is left aside. Amounts in minor units; holds and originals by entry. */
export type ToldEvent = {
  readonly event: EventCode;
  readonly amounts: readonly { readonly name: AmountName; readonly amount: Money }[];
  readonly accounts: readonly { readonly role: BoundAccount; readonly account: string }[];
  readonly holds: readonly { readonly name: HoldName; readonly entryId: number }[];
  readonly originals: readonly number[];
  /** What the open item is called that it moves; '' for one that begins with the entry. */
  readonly item: string;
  /** Null is the day that is open when it is booked; a correction keeps that of its original. */
  readonly valueDate: BusinessDate | null;
  /** The rail's; null as above. */
  readonly settlementDate: BusinessDate | null;
};

export type ToldRefusal = Refusal<'account_unknown' | 'account_of_other_kind'>;

/**
 * The bindings that a person means. An account is looked for in the currency of the amount that it
 * gives or takes. Refuses `account_unknown`, then `account_of_other_kind` (no account of that kind may
 * play the part, or two that belong together are of different participants).
 */
export function bindingsOf(
  { accounts }: Pick<Book, 'accounts'>,
  told: ToldEvent,
): Result<Bindings, ToldRefusal> {
  const { event, originals, item, valueDate, settlementDate } = told;
  const form = eventForm(event);
  const amounts: { [name in AmountName]?: Money } = {};
  for (const { name, amount } of told.amounts) amounts[name] ??= amount;
  const holds: { [name in HoldName]?: number } = {};
  for (const { name, entryId } of told.holds) holds[name] ??= entryId;
  const bound: { [role in BoundAccount]?: number } = {};
  const participants = new Set<string>();
  for (const { role, amount } of form.roles) {
    const number = told.accounts.find((each) => each.role === role)?.account;
    const currency = amounts[amount]?.currency;
    // What is missing is said when the row is planned.
    if (number === undefined || currency === undefined) continue;
    const account = accounts.find(number, currency);
    if (account === null) return refuse({ code: 'account_unknown', account: number, currency });
    if (role.startsWith('participant')) participants.add(participantOf(number));
    if (!mayPlay(role, account) || participants.size > 1) {
      return refuse({ code: 'account_of_other_kind', account: number, role });
    }
    bound[role] = account.id;
  }
  const of = { amounts, holds, accounts: bound, originals, item: item === '' ? OWN_ITEM : item };
  const dates = { booking: '', value: valueDate ?? '', settlement: settlementDate ?? '' };
  const { marks }: PostingRule = POSTING_RULES[event];
  // A hold that is noted as under way is somebody's to follow up.
  const owner = marks === undefined ? '' : itemOwner('clearing');
  return ok(boundOn('', { ...of, dates, rail: railOf(event), owner }));
}
