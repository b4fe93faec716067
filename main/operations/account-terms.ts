// The terms in force of every account that master data says something of, read anew when a change
// was confirmed or another day is open.
import { type AccountTerms, NO_TERMS } from '../domain/account-terms.ts';
import type { Account } from '../domain/chart-of-accounts.ts';
import type { Signers } from '../domain/file-control.ts';
import { type MasterKind, type MasterRecord, recordOf } from '../domain/master/kinds.ts';
import { STATUS_NOT_AGREED } from '../domain/status-agreed.ts';
import { type Charge, chargeOf } from '../domain/tariff.ts';
import type { Book } from '../ledger/book.ts';
import { type Desk, openDay } from './desk.ts';

/** The terms of an account; {@link NO_TERMS} where there are none. */
export type TermsInForce = (account: Pick<Account, 'number' | 'currency'>) => AccountTerms;

type Kept = { readonly step: number; readonly day: string; readonly terms: TermsInForce };
const kept = new WeakMap<Book, Kept>();

/** What master data says at `now` (milliseconds UTC). */
export function termsInForce(desk: Desk, now: number): TermsInForce {
  const { book } = desk;
  const [step, day] = [book.master.lastStep(), openDay(desk, now)];
  const known = kept.get(book);
  if (known?.step === step && known.day === day) return known.terms;
  const terms = readTerms(book, day);
  kept.set(book, { step, day, terms });
  return terms;
}

function readTerms(book: Book, day: string): TermsInForce {
  const agreements = new Map<string, MasterRecord<'agreement'>>();
  for (const each of inForce(book, 'agreement', day)) agreements.set(each.agreement, each);
  const charges = new Map<string, Charge>();
  for (const each of inForce(book, 'tariff', day)) {
    const charge = chargeOf(each);
    const { tariff, service, currency } = each;
    if (charge !== null) charges.set(`${tariff} ${service} ${currency}`, charge);
  }
  const terms = new Map<string, AccountTerms>();
  for (const account of inForce(book, 'account', day)) {
    const key = `${account.account} ${account.currency}`;
    const agreed = account.agreement === null ? undefined : agreements.get(account.agreement);
    const active = agreed?.status === 'active' ? agreed : null;
    const { batchBooking = null, duplicateWindowDays = null, tariff = null } = active ?? {};
    const { controlLevel = null, signedInFile = false } = active ?? {};
    const { statusMessages: moment = null, statusLevel: level = null } = active ?? {};
    terms.set(key, {
      debitBlocked: account.debitBlocked,
      creditBlocked: account.creditBlocked,
      dormant: account.dormantSince !== null && account.dormantSince <= day,
      batchBooking: batchBooking === 'asFile' ? null : batchBooking,
      duplicateWindowDays,
      fileItem: charges.get(`${tariff} fileItem ${account.currency}`) ?? null,
      onUs: charges.get(`${tariff} onUs ${account.currency}`) ?? null,
      status: {
        moment: moment ?? STATUS_NOT_AGREED.moment,
        level: level ?? STATUS_NOT_AGREED.level,
      },
      controlLevel,
      signers: signedInFile ? signersOf(account) : null,
    });
  }
  return ({ number, currency }) => terms.get(`${number} ${currency}`) ?? NO_TERMS;
}

/** One of an account's signatories is enough unless it is signed for jointly. */
function signersOf({ signatories, signing }: MasterRecord<'account'>): Signers {
  return { signatories, needed: signing === 'joint' ? 2 : 1 };
}

function* inForce<K extends MasterKind>(
  book: Book,
  kind: K,
  day: string,
): Generator<MasterRecord<K>> {
  for (const content of book.master.inForce(kind, day)) {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed !== 'object' || parsed === null) continue;
    const texts = Object.entries(parsed).map(([name, value]) => [name, String(value)] as const);
    yield recordOf(kind, Object.fromEntries(texts));
  }
}
