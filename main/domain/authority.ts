// How far a person's right reaches: the bounds and limits of the grants by which they hold it, held
// against what they sign for or submit. Amounts are minor units; nothing is ever converted.
import type { Rail } from './iso-status.ts';
import { formatMinor } from './money.ts';
import { type Actor, type Authority, holdersOf, type Permission } from './permissions.ts';
import type { Refusal } from './result.ts';

/** What one deed takes up of a person's authority, in one currency and for one branch. */
export type TakenUp = {
  readonly currency: string;
  /** Minor units of the largest payment in it, and of all of them. */
  readonly largest: bigint;
  readonly sum: bigint;
  readonly rail: Rail;
  /** Of the debtor's account; null where master data names none. */
  readonly branch: string | null;
};

export type BeyondAuthority = Refusal<
  'outside_authority' | 'beyond_single_limit' | 'beyond_daily_limit'
>;

/** What a person reads where nobody knows the branch. */
const UNKNOWN = '—';

/** The authorities by which `actor` holds `permission`; null for one whose roles have no bounds. */
function heldFor(actor: Actor, permission: Permission): readonly Authority[] | null {
  const holders = holdersOf(permission);
  if (actor.authorities === undefined || holders === 'everyone') return null;
  return actor.authorities.filter(({ role }) => holders.includes(role));
}

/** Whether nothing that is done by `permission` can be beyond the actor's authority. */
export function isUnbounded(actor: Actor, permission: Permission): boolean {
  const held = heldFor(actor, permission);
  return held === null || held.some(isWithoutBounds);
}

function isWithoutBounds({ branch, rail, currency, singleLimit, dailyLimit }: Authority): boolean {
  const isEverywhere = branch === null && rail === null && currency === null;
  return isEverywhere && singleLimit === null && dailyLimit === null;
}

/**
 * What of `taken` is beyond every authority by which the actor holds `permission`, or null. One
 * authority must carry all of it; `soFar` is what the person took up on the same day in the same
 * currency, by whichever of them. Refuses `outside_authority` (the currency, rail or branch is
 * another; with which they hold), `beyond_single_limit`, then `beyond_daily_limit`, with the widest
 * limit there is. A grant with a limit names its currency (`grant_invalid` else), so that an amount
 * is compared in its own; one in another currency is outside. A branch that nobody knows is outside of
 * every bound (reliability.md S4: a live authority ≥ the amount at that instant; X6).
 */
export function beyondAuthority(
  actor: Actor,
  permission: Permission,
  taken: TakenUp,
  soFar: () => bigint,
): BeyondAuthority | null {
  const held = heldFor(actor, permission);
  if (held === null) return null;
  const reaching = held.filter((each) => reaches(each, taken));
  if (reaching.length === 0) return { code: 'outside_authority', ...outsideOf(held, taken) };
  const { currency, largest, sum } = taken;
  const amount = (minor: bigint): string => formatMinor({ minor, currency });
  const single = reaching.filter((each) => fits(largest, each.singleLimit));
  if (single.length === 0) {
    const most = widest(reaching.map(({ singleLimit }) => singleLimit));
    return { code: 'beyond_single_limit', currency, amount: amount(largest), most: amount(most) };
  }
  if (single.some(({ dailyLimit }) => dailyLimit === null)) return null;
  const before = soFar();
  if (single.some(({ dailyLimit }) => fits(before + sum, dailyLimit))) return null;
  const most = amount(widest(single.map(({ dailyLimit }) => dailyLimit)));
  const said = { currency, amount: amount(sum), soFar: amount(before), most };
  return { code: 'beyond_daily_limit', ...said };
}

function reaches(authority: Authority, { currency, rail, branch }: TakenUp): boolean {
  if (authority.currency !== null && authority.currency !== currency) return false;
  if (authority.rail !== null && authority.rail !== rail) return false;
  return authority.branch === null || authority.branch === branch;
}

function fits(amount: bigint, limit: bigint | null): boolean {
  return limit === null || amount <= limit;
}

/** The widest of limits of which each is one. */
function widest(limits: readonly (bigint | null)[]): bigint {
  return limits.reduce<bigint>((most, each) => (each !== null && each > most ? each : most), 0n);
}

/** The first of currency, rail and branch that none of `held` reaches, and what they reach instead. */
function outsideOf(held: readonly Authority[], taken: TakenUp) {
  let left = held;
  for (const bound of ['currency', 'rail', 'branch'] as const) {
    const those = left.filter((each) => each[bound] === null || each[bound] === taken[bound]);
    if (those.length === 0) {
      const holds = [...new Set(left.map((each) => each[bound] ?? ''))].sort().join(', ');
      return { bound, is: taken[bound] || UNKNOWN, holds };
    }
    left = those;
  }
  return { bound: 'branch', is: taken.branch || UNKNOWN, holds: '' };
}

/**
 * What a deputy holds in another's place of one authority: where they hold the role themselves, it
 * reaches in their own currencies, with the smaller of both limits, so that standing in for somebody
 * widens no amount of their own; where they do not, as much as it was.
 */
export function lentTo(own: readonly Authority[], lent: Authority): readonly Authority[] {
  const isSame = (each: Authority): boolean =>
    lent.currency === null || each.currency === null || each.currency === lent.currency;
  const same = own.filter((each) => each.role === lent.role && isSame(each));
  if (same.length === 0) return [lent];
  return same.map(({ currency, singleLimit, dailyLimit }) => ({
    ...lent,
    currency: lent.currency ?? currency,
    singleLimit: smaller(lent.singleLimit, singleLimit),
    dailyLimit: smaller(lent.dailyLimit, dailyLimit),
  }));
}

function smaller(one: bigint | null, other: bigint | null): bigint | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
