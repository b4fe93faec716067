// `close-day`, `open-items`, `statement` and `balances`: the ledger on the command line.
import type { Output as AnswerOf } from '../../../preload/contract/contract.ts';
import { formatMinor } from '../../domain/money.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { toldOf } from './masked-for.ts';
import { notedFile } from './noted-file.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

/** Says a refusal to a program as well: its code and, in English, why and what to do next. */
/** `USD=1.0825` as a currency and a rate; null where it is not of that form. */
function rateOf(asked: string): { readonly currency: string; readonly rate: string } | null {
  const [currency = '', rate = ''] = asked.split('=');
  return /^[A-Z]{3}$/.test(currency) && rate !== '' ? { currency, rate } : null;
}

/** Closes a day, the open one by default, and prints the head of the chain to keep outside. */
export async function closeDay(
  desk: Desk,
  asked: {
    readonly day: string | null;
    readonly rates: readonly string[];
    readonly carried: readonly string[];
  },
  output: Output,
): Promise<Exit> {
  const rates: { readonly currency: string; readonly rate: string }[] = [];
  for (const text of asked.rates) {
    const rate = rateOf(text);
    if (rate === null) {
      output.object({ outcome: 'refused', code: 'rate_unreadable', value: text });
      output.line('rate_unreadable', { value: text });
      return EXIT.usage;
    }
    rates.push(rate);
  }
  const view = await desk.ask((client) => client.dayView({}));
  if (!view.ok) return notDone(view, output);
  const { days, openDay } = view.value;
  // The oldest day that is still open: days close in order.
  const oldest = days.filter(({ state }) => state === 'open').at(-1)?.day ?? openDay;
  const deed = { submissionId: newSubmissionId(), day: asked.day ?? oldest, rates };
  const done = await desk.ask((client) =>
    client.closeDay({ ...deed, carried: asked.carried, remark: '' }),
  );
  if (!done.ok) {
    if ('refusal' in done && done.refusal.code === 'day_has_blockers') {
      showWork(view.value.work, output);
    }
    return notDone(done, output);
  }
  const { day, revaluation, carried, chainHead, chainCount } = done.value;
  const result = formatMinor({ minor: BigInt(revaluation), currency: 'EUR' });
  output.object({ day, outcome: 'closed', revaluation: result, carried, chainHead, chainCount });
  output.line('day_closed', { day, result, carried });
  output.line('chain_head', { count: chainCount, head: chainHead });
  return EXIT.done;
}

/** Everything that stands open, with its owner and since when. */
export async function openItems(desk: Desk, output: Output): Promise<Exit> {
  const view = await desk.ask((client) => client.dayView({}));
  if (!view.ok) return notDone(view, output);
  const { work, workCount, openDay } = view.value;
  const items = work.map(({ amount, currency, ...each }) => {
    return { ...each, currency, amount: formatMinor({ minor: amount, currency }) };
  });
  output.object({ openDay, count: workCount, items });
  if (workCount === 0) output.line('nothing_stands_open');
  showWork(work, output);
  return EXIT.done;
}

function showWork(work: AnswerOf<'dayView'>['work'], output: Output): void {
  for (const { kind, reference, owner, since, currency, amount } of work) {
    const sum = `${formatMinor({ minor: amount, currency })} ${currency}`;
    output.line('work_line', { kind, reference, owner, since, sum });
  }
}

/** An account's statement for a business day, the open one by default: every entry of it. */
export async function statement(
  desk: Desk,
  asked: { readonly account: string; readonly currency: string; readonly day: string | null },
  output: Output,
): Promise<Exit> {
  const { account, currency } = asked;
  let day = asked.day;
  if (day === null) {
    const view = await desk.ask((client) => client.dayView({}));
    if (!view.ok) return notDone(view, output);
    day = view.value.openDay;
  }
  const noted = await notedFile(desk, { of: 'accountStatement', account, currency, day });
  if (!noted.ok) return notDone(noted, output);
  const question = { account, currency, day, ...noted.value };
  const text = (minor: bigint): string => formatMinor({ minor, currency });
  const numbers = await toldOf(desk, output);
  for (let offset = 0; ; ) {
    const page = await desk.ask((client) => client.accountStatement({ ...question, offset }));
    if (!page.ok) return notDone(page, output);
    const { opening, closing, final, entries, entryCount } = page.value;
    if (offset === 0) {
      const told = { opening: text(opening), closing: text(closing) };
      // As the office says it: what was typed may be more than whoever asks is told.
      const head = { account: page.value.account, currency, day };
      output.object({ ...head, final, ...told, entries: entryCount, ...numbers });
      output.line('statement_head', { ...head, ...told });
    }
    for (const entry of entries) {
      const amount = text(entry.amount);
      output.object({ ...entry, amount });
      output.line('statement_line', { ...entry, amount });
    }
    offset += entries.length;
    if (entries.length === 0 || offset >= entryCount) return EXIT.done;
  }
}

/** Every account's balances as the book stood at an instant, and that both layers balance. */
export async function balances(
  desk: Desk,
  asked: { readonly at: number | null },
  output: Output,
): Promise<Exit> {
  const numbers = await toldOf(desk, output);
  if (numbers.accounts !== undefined) output.object(numbers);
  for (let offset = 0; ; ) {
    const question = { at: asked.at, offset, limit: 500 };
    const page = await desk.ask((client) => client.balancesAt(question));
    if (!page.ok) return notDone(page, output);
    const { accounts, accountCount, totals } = page.value;
    for (const each of accounts) {
      const { account, currency, kind } = each;
      const text = (minor: bigint): string => formatMinor({ minor, currency });
      const posted = text(each.creditsPosted - each.debitsPosted);
      const pending = text(each.creditsPending - each.debitsPending);
      output.object({ account, currency, kind, posted, pending });
      output.line('balance_line', { account, currency, posted, pending });
    }
    offset += accounts.length;
    if (accounts.length > 0 && offset < accountCount) continue;
    for (const { currency, debitsPosted, creditsPosted } of totals) {
      const debit = formatMinor({ minor: debitsPosted, currency });
      const credit = formatMinor({ minor: creditsPosted, currency });
      output.object({ currency, debitsPosted: debit, creditsPosted: credit });
      output.line('totals_line', { currency, debit, credit });
    }
    return EXIT.done;
  }
}
