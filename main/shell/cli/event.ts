// `event`: the events of the posting table that a person may book; one of them shown debit by credit,
// with a code that stands for exactly what is shown; and with that code, booked or put to another.
import { createHash } from 'node:crypto';
import type { Output as AnswerOf, Input } from '../../../preload/contract/contract.ts';
import { eventForm, offeredEvents } from '../../domain/event-forms.ts';
import { formatMinor, parseSignedAmount } from '../../domain/money.ts';
import { AMOUNT_NAMES, BOUND_ACCOUNTS, HOLD_NAMES } from '../../domain/posting-rules.ts';
import { type EventCode, isEventCode } from '../../domain/posting-table.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

type Told = Input<'previewEvent'>;

export type EventCommand = {
  readonly name: 'event';
  /** Null lists those that there are. */
  readonly told: Told | null;
  readonly reference: string;
  /** The code of the preview that is confirmed; null to be shown one. */
  readonly confirm: string | null;
};

type Values = { readonly reason?: string | undefined; readonly confirm?: string | undefined };

/** The command, or null where it cannot be understood or is not this one. */
export function eventCommand(
  name: string | undefined,
  rest: readonly string[],
  { reason = '', confirm }: Values,
): EventCommand | null {
  if (name !== 'event') return null;
  if (confirm !== undefined && !/^[0-9a-f]{16}$/.test(confirm)) return null;
  const [event, ...parts] = rest;
  const asked = { name, reference: reason, confirm: confirm ?? null } as const;
  if (event === undefined) return { ...asked, told: null };
  const told = isEventCode(event) ? toldOf(event, parts) : null;
  return told === null ? null : { ...asked, told };
}

/** `principal=EUR:312.40 ownAccount=1010 funds=12 original=12 item='entry 45' value=2026-11-26`. */
function toldOf(event: EventCode, parts: readonly string[]): Told | null {
  const amounts: Told['amounts'][number][] = [];
  const accounts: Told['accounts'][number][] = [];
  const holds: Told['holds'][number][] = [];
  const originals: number[] = [];
  const said = { item: '', value: null as string | null };
  for (const part of parts) {
    const [, name = '', value = ''] = /^(\w+)=(.+)$/s.exec(part) ?? [];
    const amountName = AMOUNT_NAMES.find((each) => each === name);
    const role = BOUND_ACCOUNTS.find((each) => each === name);
    const hold = HOLD_NAMES.find((each) => each === name);
    const entryId = /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
    if (amountName !== undefined) {
      const [currency = '', text = ''] = value.split(':');
      const read = parseSignedAmount(text, currency);
      if (!read.ok) return null;
      amounts.push({ name: amountName, amount: read.value });
    } else if (role !== undefined) accounts.push({ role, account: value });
    else if (hold !== undefined && entryId !== null) holds.push({ name: hold, entryId });
    else if (name === 'original' && entryId !== null) originals.push(entryId);
    else if (name === 'item') said.item = value;
    else if (name === 'value' && /^\d{4}-\d{2}-\d{2}$/.test(value)) said.value = value;
    else return null;
  }
  const { item, value: valueDate } = said;
  return { event, amounts, accounts, holds, originals, item, valueDate, settlementDate: null };
}

/** Lists the events, shows one, or books exactly what was shown. */
export async function event(desk: Desk, asked: EventCommand, output: Output): Promise<Exit> {
  const { told, confirm, reference } = asked;
  if (told === null) return list(desk, output);
  const preview = await desk.ask((client) => client.previewEvent(told));
  if (!preview.ok) return notDone(preview, output);
  const code = codeOf(told, reference, preview.value);
  if (confirm === null || confirm !== code) {
    if (confirm !== null) {
      output.object({ outcome: 'refused', code: 'preview_changed' });
      output.line('event_changed');
    }
    show(told.event, preview.value, code, output);
    return confirm === null ? EXIT.done : EXIT.refused;
  }
  const submissionId = newSubmissionId();
  const done = await desk.ask((client) => client.bookEvent({ submissionId, ...told, reference }));
  if (!done.ok) return notDone(done, output);
  const { entries, holds } = done.value;
  output.object({ outcome: 'booked', event: told.event, entries, holds });
  output.line('event_booked', { event: told.event, entries: entries.join(', ') });
  return EXIT.done;
}

async function list(desk: Desk, output: Output): Promise<Exit> {
  const session = await desk.ask((client) => client.session({}));
  if (!session.ok) return notDone(session, output);
  for (const code of offeredEvents(session.value.role)) {
    const { roles, amounts, holds, hasOriginal, hasItem, duty } = eventForm(code);
    const takes = [
      ...amounts.map(({ name, isOptional }) => (isOptional ? `[${name}]` : name)),
      ...roles.map(({ role }) => role),
      ...holds,
      ...(hasOriginal ? ['original'] : []),
      ...(hasItem ? ['[item]'] : []),
    ];
    output.object({ event: code, takes, duty });
    const words = output.eventWords(code);
    output.line('event_line', { event: code, words, takes: takes.join(' ') });
  }
  return EXIT.done;
}

/** A code that stands for exactly what was asked and what it would book. */
function codeOf(told: Told, reference: string, { entries }: AnswerOf<'previewEvent'>): string {
  const text = JSON.stringify([told, reference, entries], (_, each: unknown) =>
    typeof each === 'bigint' ? String(each) : each,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function show(
  code: EventCode,
  { entries, why, isSigned }: AnswerOf<'previewEvent'>,
  confirm: string,
  output: Output,
): void {
  const shown = entries.map(({ kind, postings }) => ({
    kind,
    postings: postings.map(({ amount, ...accounts }) => {
      return { ...accounts, currency: amount.currency, amount: formatMinor(amount) };
    }),
  }));
  output.object({ outcome: 'preview', event: code, entries: shown, why, isSigned, confirm });
  output.line('event_head', { event: code, words: output.eventWords(code) });
  for (const { kind, postings } of shown) {
    for (const posting of postings) output.line('event_posting', { kind, ...posting });
  }
  if (why !== null) output.line('event_blocked', { why: output.whyWords(why) });
  else {
    if (isSigned) output.line('event_signed');
    output.line('event_confirm', { code: confirm });
  }
}
