// Which bank a payment goes to and what the directories said of it on the day it was to execute: a
// record keeps all its versions, so that what was judged by is found again.
import { checkBic } from '../domain/bic.ts';
import { checkIban } from '../domain/iban.ts';
import { type BankProblem, type BankSource, payeeBank } from '../domain/payee-bank.ts';
import { policyFrom } from '../domain/policy.ts';
import { readDirectories } from './bank-directories.ts';
import type { ReadableDb } from './connection.ts';
import { MasterInForce } from './master-in-force.ts';
import { Policies } from './policies.ts';
import type { TrailPayment } from './read-trail.ts';

/** The payee's bank as a payment's detail shows it. */
export type ShownBank = {
  /** As the order has it, or as a national code names it; null where nothing does. */
  readonly bic: string | null;
  readonly source: BankSource | null;
  /** Of the directory's entry; null where there is none. */
  readonly name: string | null;
  readonly validUntil: string | null;
  readonly schemes: readonly string[];
  readonly problem: BankProblem | null;
};

type Payment = Pick<
  TrailPayment,
  'paymentId' | 'rail' | 'amount' | 'creditorAccount' | 'executionDate'
>;

/** The payee's bank; null for a payee of this book, or where nothing says what bank it is. */
export function readPayeeBank({ db }: ReadableDb, payment: Payment): ShownBank | null {
  const { paymentId, rail, amount, creditorAccount, executionDate } = payment;
  if (rail === 'on_us') return null;
  const sql = 'SELECT agent FROM creditors WHERE payment = ?';
  const creditorAgent = db.prepare<[number], string | null>(sql).pluck().get(paymentId) ?? null;
  const directories = readDirectories(new MasterInForce(db), executionDate);
  const isBic = creditorAgent !== null && checkBic(creditorAgent).ok;
  const nothingKnown = { name: null, validUntil: null, schemes: [], problem: null };
  if (directories === null) {
    if (creditorAgent === null) return null;
    const bic = isBic ? creditorAgent : null;
    return { bic, source: isBic ? 'stated' : 'code', ...nothingKnown };
  }
  const transfer = {
    amount,
    creditorAccount,
    creditorAccountIsIban: creditorAccount !== null && checkIban(creditorAccount).ok,
    creditorAgent,
    creditorAgentIsBic: isBic,
  };
  const policy = policyFrom(new Policies(db).inForce());
  const scheme = policy.railScheme.get(amount.currency) ?? '';
  const { bic, source, listed, problem } = payeeBank(transfer, directories, executionDate, scheme);
  if (bic === null && problem === null) return null;
  const { name = null, validUntil = null, schemes = [] } = listed ?? {};
  return { bic, source, name, validUntil, schemes, problem };
}
