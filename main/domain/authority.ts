// How far a person's right reaches: the bounds and limits of the grants by which they hold it, held
// against what they sign for or submit. A limit is the grant's: what others do in the holder's place
// counts on it as if the holder had done it, and counts on the day of whoever does it as well. Amounts
// are minor units; nothing is ever converted.
import { known } from './assert.ts';
import type { Rail } from './iso-status.ts';
import { formatMinor } from './money.ts';
import { type Actor, type Authority, holdersOf, type Permission, personOf } from './permissions.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

/** What one deed takes up of a person's authority, in one currency and for one branch. */
export type TakenUp = {
  readonly currency: string;
  /** Minor units of the largest payment in it, and of all of them. */
  readonly largest: bigint;
  readonly sum: bigint;
  /** Null for what goes by none. */
  readonly rail: Rail | null;
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

/**
 * Whether nothing that is done by `permission` can be beyond what the actor holds themselves, so that
 * it counts on nobody else's day.
 */
export function isUnbounded(actor: Actor, permission: Permission): boolean {
  const held = heldFor(actor, permission);
  return held === null || held.some((each) => !isLent(each) && isWithoutBounds(each));
}

function isLent({ lentBy }: Authority): boolean {
  return lentBy !== undefined;
}

function isWithoutBounds({ branch, rail, currency, singleLimit, dailyLimit }: Authority): boolean {
  const isEverywhere = branch === null && rail === null && currency === null;
  return isEverywhere && singleLimit === null && dailyLimit === null;
}

/** What a person took up before on the same day in the currency, minor units. */
export type UsedSoFar = (person: string) => bigint;

/**
 * By whose authority the actor does what takes up `taken`: the id of whoever lent it, or null where it
 * is their own. One authority must carry all of it, their own before any that was lent. Each day is
 * looked at that it counts on: the actor's, by whichever authority they did what they did, within the
 * daily limit that this one has for them; and the lender's, with what the lender did and what all who
 * stood in for them did by it, within the limit of the grant. So nobody's daily limit is used twice:
 * not by a deputy beside the one who has left, and not by two deputies. Refuses `outside_authority`
 * (the currency, rail or branch is another; with which they hold), `beyond_single_limit`, then
 * `beyond_daily_limit`, with the widest limit there is and what its day has used. A grant with a limit
 * names its currency (`grant_invalid` else), so that an amount is compared in its own; one in another
 * currency is outside. A branch that nobody knows is outside of every bound (reliability.md S4: a live
 * authority ≥ the amount at that instant; X6).
 */
export function lenderOf(
  actor: Actor,
  permission: Permission,
  taken: TakenUp,
  soFar: UsedSoFar,
): Result<string | null, BeyondAuthority> {
  const held = heldFor(actor, permission);
  if (held === null) return ok(null);
  const reaching = held.filter((each) => reaches(each, taken));
  if (reaching.length === 0)
    return refuse({ code: 'outside_authority', ...outsideOf(held, taken) });
  const { currency, largest, sum } = taken;
  const amount = (minor: bigint): string => formatMinor({ minor, currency });
  const single = reaching.filter((each) => fits(largest, each.singleLimit));
  if (single.length === 0) {
    const most = widest(reaching.map(({ singleLimit }) => singleLimit));
    const said = { currency, amount: amount(largest), most: amount(most) };
    return refuse({ code: 'beyond_single_limit', ...said });
  }
  const inOrder = [...single.filter((each) => !isLent(each)), ...single.filter(isLent)];
  let full: FullDay | null = null;
  for (const each of inOrder) {
    const day = fullDayOf(each, personOf(actor), sum, soFar);
    if (day === null) return ok(each.lentBy ?? null);
    if (full === null || day.most > full.most) full = day;
  }
  const { before, most } = known(full, 'one of them carried it else');
  const said = { currency, amount: amount(sum), soFar: amount(before), most: amount(most) };
  return refuse({ code: 'beyond_daily_limit', ...said });
}

/** As {@link lenderOf}, where it does not matter whose authority it is. */
export function beyondAuthority(
  actor: Actor,
  permission: Permission,
  taken: TakenUp,
  soFar: UsedSoFar,
): BeyondAuthority | null {
  const carried = lenderOf(actor, permission, taken, soFar);
  return carried.ok ? null : carried.refusal;
}

type FullDay = { readonly before: bigint; readonly most: bigint };

/** The first day that `sum` would make fuller than the authority allows; null where it fits on each. */
function fullDayOf(
  { dailyLimit, lentBy, lenderDaily = dailyLimit }: Authority,
  person: string,
  sum: bigint,
  soFar: UsedSoFar,
): FullDay | null {
  const days = [[person, dailyLimit] as const];
  if (lentBy !== undefined) days.push([lentBy, lenderDaily]);
  for (const [whose, most] of days) {
    if (most === null) continue;
    const before = soFar(whose);
    if (before + sum > most) return { before, most };
  }
  return null;
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
 * widens no amount of their own; where they do not, as much as it was. The lender's own daily limit
 * stays beside it, for the lender's day.
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
    lenderDaily: lent.dailyLimit,
  }));
}

function smaller(one: bigint | null, other: bigint | null): bigint | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
