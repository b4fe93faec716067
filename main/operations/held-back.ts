// What keeps a payment back that the rules of the pipeline let go, found by the writer because it
// rests on what only the book knows: how old the balances are that funds are checked against, whether
// the payee's account was changed just now, and what the directories say of the payee's bank.
import { ageOf } from '../domain/core-list.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { addDays } from '../domain/dates.ts';
import type { Decision } from '../domain/decision.ts';
import { bankVerdict, payeeBank, type ToBank } from '../domain/payee-bank.ts';
import type { Policy } from '../domain/policy.ts';
import type { ChangedPayee } from '../ledger/master.ts';
import { bankDirectories } from './bank-directories.ts';
import type { Desk } from './desk.ts';
import type { PaymentInHand } from './judge-payment.ts';

/** Balances of the core-banking system are older than the policy allows. */
export const STALE_BALANCES = 'core_balances_stale';
/** The payee's account was changed, and its cool-off has not passed. */
export const COOLING_PAYEE = 'beneficiary_account_changed';

type Verdict = Pick<Decision, 'outcome' | 'reasonCode' | 'reason'>;

/** Another outcome for a payment that would go on today, or null. */
export type HeldBack = (
  payment: Pick<PaymentInHand, 'transfer' | 'decision' | 'planned'>,
) => Verdict | null;

/**
 * What holds payments back on `day` under `policy`, read once for an epoch. Balances are never stale
 * in a book that was given none: its own are all there are (domain.md §3).
 */
export function heldBackOn(desk: Desk, policy: Policy, day: BusinessDate): HeldBack {
  const stale = staleVerdict(desk, policy, day);
  const isCooling = coolingOn(desk, policy, day);
  const bankOf = bankVerdictOn(desk, policy, day);
  return ({ transfer, decision, planned }) => {
    if (decision.outcome !== 'approve' || !planned.plan.executesNow) return null;
    if (stale?.outcome === 'decline') return stale;
    const bank = decision.rail === 'on_us' ? null : (bankOf?.(transfer) ?? null);
    if (bank?.outcome === 'decline') return bank;
    if (isCooling?.(decision.debtorAccount, transfer.creditorAccount)) {
      return { outcome: 'review', reasonCode: 'AC01', reason: COOLING_PAYEE };
    }
    return bank ?? stale;
  };
}

/** What the directories of the book say against a payment's way; null: it holds none. */
function bankVerdictOn(
  desk: Desk,
  policy: Policy,
  day: BusinessDate,
): ((transfer: ToBank) => Verdict | null) | null {
  const directories = bankDirectories(desk.book, day);
  if (directories === null) return null;
  return (transfer) => {
    const scheme = policy.railScheme.get(transfer.amount.currency) ?? '';
    const { problem } = payeeBank(transfer, directories, day, scheme);
    const verdict = problem === null ? null : bankVerdict(problem, policy);
    return verdict === null ? null : { ...verdict, reason: problem };
  };
}

/** How old the balances of the core-banking system are on `day`, in business days; null: none. */
export function coreAge({ book, calendar }: Desk, day: BusinessDate): number | null {
  const last = book.core.last();
  return last === null ? null : ageOf(calendar, last.asOf, day);
}

function staleVerdict(desk: Desk, policy: Policy, day: BusinessDate): Verdict | null {
  const { coreBalancesStale: rule, coreBalancesStaleAfter: most } = policy;
  if (rule === 'show') return null;
  const age = coreAge(desk, day);
  if (age === null || age <= most) return null;
  const outcome = rule === 'hold' ? 'review' : 'decline';
  return { outcome, reasonCode: 'MS03', reason: STALE_BALANCES };
}

type IsCooling = (debtorAccount: number, creditorAccount: string | null) => boolean;

/** Whether a payee's account is in its cool-off for a payer; null: none is for anybody. */
function coolingOn({ book }: Desk, policy: Policy, day: BusinessDate): IsCooling | null {
  const cooling = new Map<string, Set<string>>();
  for (const changed of book.master.changedPayees(addDays(day, -COOL_OFF_MAX), day)) {
    if (endOf(changed, policy) <= day) continue;
    const of = cooling.get(changed.account) ?? new Set<string>();
    cooling.set(changed.account, of.add(changed.customer));
  }
  if (cooling.size === 0) return null;
  return (debtorAccount, creditorAccount) => {
    const customers = creditorAccount === null ? undefined : cooling.get(creditorAccount);
    if (customers === undefined || debtorAccount === 0) return false;
    const { number, currency } = book.accounts.byId(debtorAccount);
    const customer = book.master.customerOf(number, currency);
    // Whose the account is was never said: whoever's it is, the payee is held back.
    return customer === null || customers.has(customer);
  };
}

/** Days of the longest cool-off there can be: the field's own limit. */
const COOL_OFF_MAX = 30;

/** The first day on which the changed account is paid without a person's word. */
function endOf({ since, coolOffDays }: ChangedPayee, policy: Policy): BusinessDate {
  return addDays(since, coolOffDays ?? policy.beneficiaryCoolOffDays);
}
