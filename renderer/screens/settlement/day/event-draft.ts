// What a person has typed of an event, and what it comes to: the parts that its row asks for, and the
// event as the office is told it once every part can be read.
import { eventForm } from '../../../../main/domain/event-forms.ts';
import type { AmountName, BoundAccount, HoldName } from '../../../../main/domain/posting-rules.ts';
import type { EventCode } from '../../../../main/domain/posting-table.ts';
import type { Input } from '../../../../preload/contract/contract.ts';
import { readAmount } from '../../../format.ts';

type Told = Input<'previewEvent'>;

/** Typed texts by the name of their part; amounts and currencies apart. */
export type EventDraft = {
  readonly event: EventCode;
  readonly amounts: { readonly [name in AmountName]?: string };
  readonly currencies: { readonly [name in AmountName]?: string };
  readonly accounts: { readonly [role in BoundAccount]?: string };
  readonly holds: { readonly [name in HoldName]?: string };
  readonly original: string;
  readonly item: string;
  readonly valueDate: string;
};

export function emptyDraft(event: EventCode): EventDraft {
  const texts = { amounts: {}, currencies: {}, accounts: {}, holds: {} };
  return { event, ...texts, original: '', item: '', valueDate: '' };
}

/** The number of an entry as it was typed, or null. */
function entryOf(typed: string): number | null {
  return /^[1-9]\d{0,14}$/.test(typed.trim()) ? Number(typed.trim()) : null;
}

/**
 * The event as the office is told it; null while a part that its row needs is missing or cannot be
 * read. `currency` stands where none was chosen for an amount.
 */
export function toldOf(draft: EventDraft, currency: string): Told | null {
  const { event, item, valueDate } = draft;
  const form = eventForm(event);
  const amounts: Told['amounts'][number][] = [];
  for (const { name, isOptional } of form.amounts) {
    const typed = (draft.amounts[name] ?? '').trim();
    if (typed === '' && isOptional) continue;
    const of = draft.currencies[name] ?? currency;
    const minor = readAmount(typed, of);
    if (minor === null) return null;
    amounts.push({ name, amount: { minor, currency: of } });
  }
  const accounts = form.roles
    // An account whose amount is left out has no part.
    .filter(({ amount }) => amounts.some(({ name }) => name === amount))
    .map(({ role }) => ({ role, account: (draft.accounts[role] ?? '').replaceAll(/\s/g, '') }));
  if (accounts.some(({ account }) => account === '')) return null;
  const holds: Told['holds'][number][] = [];
  for (const name of form.holds) {
    const entryId = entryOf(draft.holds[name] ?? '');
    if (entryId === null) return null;
    holds.push({ name, entryId });
  }
  const original = form.hasOriginal ? entryOf(draft.original) : null;
  if (form.hasOriginal && original === null) return null;
  return {
    event,
    amounts,
    accounts,
    holds,
    originals: original === null ? [] : [original],
    item: form.hasItem ? item.trim() : '',
    valueDate: valueDate === '' ? null : valueDate,
    settlementDate: null,
  };
}
