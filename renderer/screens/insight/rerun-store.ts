// What a rerun asks, as a person types it, and where one stands: under way, answered or refused.
import { isCalendarDate } from '../../../main/domain/dates.ts';
import { instantOfWallTime } from '../../../main/domain/instants.ts';
import type { Input, Item } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import { readAmount } from '../../format.ts';
import type { Office } from '../../office.ts';

export type Rerun = Extract<Item<'rerun'>, { readonly kind: 'rerun' }>['rerun'];
export type Trouble = Exclude<Reply<unknown>, { ok: true }>;

/** Rules that can be tried: those that the engine itself judges by. */
export const TRIED = [
  'reviewAbove',
  'railLimit',
  'duplicateWindowDays',
  'unusualDeviations',
] as const;
export type Tried = (typeof TRIED)[number];

/** Those whose value is a whole number, whatever the currency. */
const PLAIN: readonly Tried[] = ['duplicateWindowDays', 'unusualDeviations'];

export function isPlain(rule: Tried): boolean {
  return PLAIN.includes(rule);
}

export type Asked = {
  readonly rule: Tried;
  readonly currency: string;
  /** As typed: an amount in major units, or a whole number. */
  readonly value: string;
  /** The day from whose beginning on, `YYYY-MM-DD`; '' for all of the book. */
  readonly since: string;
};

const WHOLE = /^\d{1,15}$/;

/**
 * What is asked of the office, with days as they begin in `zone` (null: at this workstation); null
 * while something is no amount, no number or no day.
 */
export function rerunInput(
  { rule, currency, value, since: day }: Asked,
  zone: string | null,
): Input<'rerun'> | null {
  const typed = value.trim();
  const since = sinceOf(day, zone);
  if (since === null) return null;
  if (isPlain(rule)) {
    return WHOLE.test(typed) ? { since, policies: [{ name: rule, value: typed }] } : null;
  }
  const minor = readAmount(typed, currency);
  if (minor === null || minor < 0n) return null;
  return { since, policies: [{ name: `${rule}:${currency}`, value: String(minor) }] };
}

function sinceOf(day: string, zone: string | null): Input<'rerun'>['since'] | null {
  if (day === '') return { epoch: 1 };
  if (!isCalendarDate(day)) return null;
  const here = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const at = instantOfWallTime(day, '00:00', here);
  return at < 0 ? null : { at };
}

export type RerunState = {
  /** Epochs done of both runs; null while none is under way. */
  readonly progress: { readonly epochs: number; readonly of: number } | null;
  readonly rerun: Rerun | null;
  readonly trouble: Trouble | null;
};

export const NOTHING_RUN: RerunState = { progress: null, rerun: null, trouble: null };

/** Runs it until it is answered, refused or `signal` aborts, and says each state on the way. */
export async function followRerun(
  office: Pick<Office, 'follow'>,
  input: Input<'rerun'>,
  signal: AbortSignal,
  onState: (state: RerunState) => void,
): Promise<void> {
  let state: RerunState = { ...NOTHING_RUN, progress: { epochs: 0, of: 0 } };
  const say = (change: Partial<RerunState>): void => {
    if (signal.aborted) return;
    state = { ...state, ...change };
    onState(state);
  };
  say({});
  const end = await office.follow(
    (client) => client.rerun(input),
    (item) => {
      if (item.kind === 'progress') say({ progress: item });
      else if (item.kind === 'rerun') say({ progress: null, rerun: item.rerun });
      else say({ progress: null, trouble: { ok: false, refusal: { code: item.code } } });
    },
    signal,
  );
  if (!end.ok && state.rerun === null) say({ progress: null, trouble: end });
  else say({ progress: null });
}

type Group = Rerun['was'][number];

export type Compared = Pick<Group, 'outcome' | 'reason' | 'reasonCode' | 'repeats'> & {
  readonly was: number;
  readonly wouldBe: number;
};

/** Both runs side by side, one row per judgement; what differs most comes first. */
export function compared({ was, wouldBe }: Pick<Rerun, 'was' | 'wouldBe'>): readonly Compared[] {
  const rows = new Map<string, Compared>();
  const nameOf = ({ outcome, reason, reasonCode, repeats }: Group): string =>
    JSON.stringify([outcome, reason, reasonCode, repeats]);
  const rowOf = (group: Group): Compared => {
    const { outcome, reason, reasonCode, repeats } = group;
    const blank = { outcome, reason, reasonCode, repeats, was: 0, wouldBe: 0 };
    return rows.get(nameOf(group)) ?? blank;
  };
  for (const each of was) rows.set(nameOf(each), { ...rowOf(each), was: each.payments });
  for (const each of wouldBe) rows.set(nameOf(each), { ...rowOf(each), wouldBe: each.payments });
  const difference = (row: Compared): number => Math.abs(row.wouldBe - row.was);
  return [...rows.values()].sort((a, b) => difference(b) - difference(a) || b.was - a.was);
}
