// Account numbers as they are shown to those who need not know them: enough to tell two apart in a
// list, too little to pay to.
import { type Actor, holds } from './permissions.ts';

/** Why an account is asked for in full: a word, for free text would stay in the chain. */
export const REVEAL_REASONS = ['customer_asks', 'bank_asks', 'correction', 'audit'] as const;
export type RevealReason = (typeof REVEAL_REASONS)[number];

/** Accounts of the bank's own chart have so many characters at most, and belong to nobody. */
const OWN_MAX = 6;
/** From here on the first and the last four characters are shown: a third of the shortest IBAN's. */
const LONG_FROM = 12;
const SHOWN = 4;
const HIDDEN = '••••';

/** `DE02 •••• 3456`; of a short number only the last two signs, of the bank's own all. */
export function maskAccount(account: string): string {
  const plain = account.replaceAll(/\s/g, '');
  if (plain.length <= OWN_MAX) return account;
  if (plain.length < LONG_FROM) return `${HIDDEN} ${plain.slice(-2)}`;
  return `${plain.slice(0, SHOWN)} ${HIDDEN} ${plain.slice(-SHOWN)}`;
}

/** Whether what is shown of an account is a part of it. */
export function isMasked(account: string): boolean {
  return account.includes(HIDDEN);
}

/** The account as `actor` is shown it in a list; null stays null. */
export function accountFor<Account extends string | null>(actor: Actor, account: Account): Account;
export function accountFor(actor: Actor, account: string | null): string | null {
  return account === null || holds(actor, 'see_accounts') ? account : maskAccount(account);
}
