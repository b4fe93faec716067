// `rerun [--from EPOCH|DAY] [--try NAME=VALUE]`: what today's policy, or another, would have decided of
// payments that were judged before. The book stays as it is.
import type { Item } from '../../../preload/contract/contract.ts';
import { isCalendarDate } from '../../domain/dates.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { type Output, sumsObject, sumsText } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

export type RerunAsked = {
  readonly since: { readonly epoch: number } | { readonly at: number };
  readonly policies: readonly { readonly name: string; readonly value: string }[];
};

/**
 * What was asked, or null: an epoch from 1 on or a day that begins at this workstation's midnight,
 * and policies as `NAME=VALUE`.
 */
export function rerunAsked(from: string | undefined, tried: readonly string[]): RerunAsked | null {
  const since = sinceOf(from ?? '1');
  if (since === null) return null;
  const policies: { readonly name: string; readonly value: string }[] = [];
  for (const each of tried) {
    const at = each.indexOf('=');
    if (at < 1 || at === each.length - 1) return null;
    policies.push({ name: each.slice(0, at), value: each.slice(at + 1) });
  }
  return { since, policies };
}

function sinceOf(from: string): RerunAsked['since'] | null {
  if (/^[1-9]\d{0,14}$/.test(from)) return { epoch: Number(from) };
  const at = isCalendarDate(from) ? new Date(`${from}T00:00`).getTime() : Number.NaN;
  return at >= 0 ? { at } : null;
}

type Rerun = Extract<Item<'rerun'>, { readonly kind: 'rerun' }>['rerun'];

export async function rerun(desk: Desk, asked: RerunAsked, output: Output): Promise<Exit> {
  const { since, policies } = asked;
  const stream = desk.client().rerun({ since, policies });
  for await (const item of stream) {
    if (item.kind === 'progress') {
      output.progress.at('judging', item.epochs, item.of);
      continue;
    }
    output.progress.end();
    if (item.kind === 'refused') {
      const message = output.refusalText(item);
      output.object({ outcome: 'refused', code: item.code, message });
      output.refusal(item);
      return EXIT.refused;
    }
    tell(item.rerun, output);
    return EXIT.done;
  }
  const end = await stream.end;
  if (!end.ok && 'refusal' in end) return notDone(end, output);
  output.fault('channel_closed', 'the office ended before the rerun did');
  return EXIT.fault;
}

function tell({ epochs, records, was, wouldBe, changed, changes }: Rerun, output: Output): void {
  const told = (groups: Rerun['was']) =>
    groups.map(({ sums, ...one }) => ({ ...one, sums: sumsObject(sums) }));
  output.object({
    epochs,
    records,
    was: told(was),
    wouldBe: told(wouldBe),
    changed,
    changes: changes.map(({ amount, ...one }) => ({ ...one, sums: sumsObject([amount]) })),
  });
  output.line('rerun_head', { epochs, records, changed });
  for (const [line, groups] of [
    ['rerun_was', was],
    ['rerun_would_be', wouldBe],
  ] as const) {
    for (const { outcome, reasonCode, reason, repeats, payments, sums } of groups) {
      const why = [reasonCode, reason, repeats ? 'AM05' : null].filter((one) => one !== null);
      output.line(line, { outcome, why: why.join(' '), payments, sums: sumsText(sums) });
    }
  }
}
