// The demo bank's balances and the events of the posting rules as one line each, so that a scenario
// reads as a table: event, amounts, and what the accounts then say.

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Money } from '../../main/domain/money.ts';
import type { Actor, Deed } from '../../main/domain/permissions.ts';
import { POSTED_BY } from '../../main/domain/posting-deeds.ts';
import type { AmountName, BoundAccount, HoldName } from '../../main/domain/posting-rules.ts';
import type { EventCode } from '../../main/domain/posting-table.ts';
import { ok } from '../../main/domain/result.ts';
import type { Bindings } from '../../main/operations/bindings.ts';
import { type BookedEvent, bookEvent, heldBy } from '../../main/operations/book-event.ts';
import { type BookRowRefusal, bookRow } from '../../main/operations/book-row.ts';
import { openDay } from '../../main/operations/desk.ts';
import { accountRow, done, minor, open, type TestDesk, testDesk } from './test-desk.ts';

const USD = { currency: 'USD' } as const;

/** The balances that every scenario of the domain starts from. */
export function demoBank(t: Pick<TestContext, 'after'>): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '42,000,000.00', { kind: 'settlement' }),
    accountRow('1020', '6,000,000.00', { kind: 'settlement' }),
    accountRow('1110', '3,500,000.00', { ...USD, kind: 'nostro' }),
    accountRow('3010', '138,888.89', { kind: 'position' }),
    accountRow('2001', '1,250,000.00', { name: 'Adler Maschinenbau' }),
    accountRow('2002', '48,200.00', { name: 'Brandt & Co' }),
    accountRow('2003', '9,640.50', { name: 'Chen Wei' }),
    accountRow('2004', '310,000.00', { name: 'Dupont Importations' }),
    accountRow('2005', '2,150.75', { name: 'Eva Lindqvist' }),
    accountRow('2006', '75,000.00', { name: 'Ferrum Handels' }),
    accountRow('2008', '640,000.00', { name: 'Hafen Logistik' }),
    accountRow('2900', '45,803,897.64', { name: 'Other customers' }),
    accountRow('2950', '3,350,000.00', { ...USD, name: 'Other customers USD' }),
    accountRow('3020', '-150,000.00', { ...USD, kind: 'position' }),
  ]);
  return on;
}

/** What an event is told, in a person's words: accounts by number, amounts as `1,240.00`. */
export type Told = {
  readonly accounts?: { readonly [role in BoundAccount]?: string };
  /** EUR where no currency stands behind the amount: `50,000.00 USD`. */
  readonly amounts?: { readonly [name in AmountName]?: string };
  readonly holds?: { readonly [name in HoldName]?: number };
  readonly originals?: readonly number[];
  readonly payment?: number;
  readonly item?: string;
  readonly items?: { readonly [account: string]: string };
  readonly rail?: 'instant' | 'high_value' | 'batch';
  readonly value?: string;
  readonly settlement?: string;
  readonly booking?: string;
  readonly second?: Actor;
  readonly reference?: string;
  readonly submissionId?: string;
};

const CLEARING_OF = { instant: '2110', high_value: '2130', batch: '2120' } as const;

export function money(text: string): Money {
  const [amount = '', currency = 'EUR'] = text.split(' ');
  return { minor: minor(amount), currency };
}

/** The id of an account by its number, in the first currency that has it. */
export function idOf(on: TestDesk, number: string): number {
  const account = on.book().accounts.withNumber(number)[0];
  assert.ok(account !== undefined, `account ${number} is open`);
  return account.id;
}

function bindingsOf(on: TestDesk, told: Told): Bindings {
  const { rail = 'batch', payment = 0, item = '', items = {} } = told;
  const day = openDay(on.desk(), on.now);
  const accounts: { [role in BoundAccount]?: number } = {};
  for (const [role, number] of Object.entries(told.accounts ?? {})) {
    accounts[role as BoundAccount] = idOf(on, number);
  }
  if (on.book().role === 'participant' && accounts.railClearing === undefined) {
    accounts.railClearing = clearing(on, CLEARING_OF[rail]);
  }
  const amounts: { [name in AmountName]?: Money } = {};
  for (const [name, text] of Object.entries(told.amounts ?? {})) {
    amounts[name as AmountName] = money(text);
  }
  const { booking = day, value = day, settlement = day } = told;
  return {
    accounts,
    amounts,
    holds: told.holds ?? {},
    originals: told.originals ?? [],
    batch: 0,
    payment,
    item,
    items,
    dates: { booking, value, settlement },
    rail,
    owner: 'supervisor',
  };
}

/** The rail's clearing account, opened empty where the book has none yet. */
function clearing(on: TestDesk, number: string): number {
  if (on.book().accounts.find(number, 'EUR') === null) {
    open(on, [accountRow(number, '0.00', { kind: 'clearing' })]);
  }
  return idOf(on, number);
}

/** Books an event and answers the deed's result. */
export function tell(on: TestDesk, event: EventCode, told: Told = {}) {
  const { submissionId = on.newId(), second = null, reference = '' } = told;
  const bindings = bindingsOf(on, told);
  const [own] = POSTED_BY[event];
  if (own !== undefined && !POSTED_BY[event].includes('bookEvent')) {
    return bookedAs(on, own, submissionId, event, bindings);
  }
  const input = { submissionId, event, bindings, second, reference };
  return bookEvent(on.desk(), input, on.context());
}

/** Books a row under the deed that the table gives it, without what that deed does beside. */
function bookedAs(
  on: TestDesk,
  deed: Deed,
  submissionId: string,
  event: EventCode,
  bindings: Bindings,
) {
  const call = { deed, submissionId, input: [event] };
  return on.book().perform<BookedEvent, BookRowRefusal>(call, on.context(), (w) => {
    const booked = bookRow(on.desk(), w, on.context(), event, bindings);
    if (!booked.ok) return booked;
    const { entries, holds } = booked.value;
    const named = Object.entries(holds).map(([name, id]) => `${name} ${id}`);
    return ok({ entries: entries.join(' '), holds: named.join(' ') });
  });
}

/** Books an event that is done, and answers what it wrote. */
export function book(on: TestDesk, event: EventCode, told: Told = {}): BookedEvent {
  return done(tell(on, event, told));
}

/** Books an event that takes a hold, and answers the hold. */
export function take(on: TestDesk, event: EventCode, as: HoldName, told: Told): number {
  const held = heldBy(book(on, event, told), as);
  assert.ok(held > 0, `${event} took ${as}`);
  return held;
}

/** The entries of a booked event. */
export function entriesIn({ entries }: BookedEvent): readonly number[] {
  return entries === '' ? [] : entries.split(' ').map(Number);
}

/** Every account of a currency with something on it, as `number debit credit`, in minor units. */
export function trialBalance(
  on: TestDesk,
  layer: 'posted' | 'pending',
  currency: string,
): { readonly [number: string]: readonly [debit: string, credit: string] } {
  const { accounts, balances } = on.book();
  const rows: { [number: string]: readonly [string, string] } = {};
  for (const { id, number, currency: own } of accounts.all()) {
    if (own !== currency) continue;
    const balance = balances.balance(id);
    const sides = { debit: balance.debitsPending, credit: balance.creditsPending };
    if (layer === 'posted') {
      const net = balance.creditsPosted - balance.debitsPosted;
      sides.debit = net < 0n ? -net : 0n;
      sides.credit = net > 0n ? net : 0n;
    }
    if (sides.debit !== 0n || sides.credit !== 0n) {
      rows[number] = [written(sides.debit), written(sides.credit)];
    }
  }
  return rows;
}

/** `41,632,882.65` for 4163288265 minor units; an empty text for nothing. */
export function written(amount: bigint): string {
  if (amount === 0n) return '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0n ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

/** What an account has booked, on its credit side less its debit side, written. */
export function stands(on: TestDesk, number: string): string {
  const { creditsPosted, debitsPosted } = on.book().balances.balance(idOf(on, number));
  return written(creditsPosted - debitsPosted);
}

/** What may still be used of an account, written. */
export function usable(on: TestDesk, number: string): string {
  return written(on.book().balances.funds(idOf(on, number)));
}
