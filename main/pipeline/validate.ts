// First step: may this payment be made at all? The debtor's account must be in the book, open and
// of the payment's currency; what the file can say wrong about one payment sends it to repair.
import { known } from '../domain/assert.ts';
import { isTestBic } from '../domain/bic.ts';
import { isDemoAccount } from '../domain/master/fields.ts';
import type { PaymentInformation } from '../domain/payment.ts';
import { paymentInformationFaults, transferFaults } from '../domain/transfer-faults.ts';
import type { Operator } from '../stream/operator.ts';
import { NO_STATE } from '../stream/state-definition.ts';
import type { AccountDirectory, DirectoryEntry } from './account-directory.ts';
import { type DecisionColumns, outcomeIndex } from './decision-columns.ts';
import { type PaymentColumns, readTransfer } from './payment-columns.ts';
import { reasonIndex } from './reasons.ts';

type NoState = Record<never, never>;

/** Tables that the operators look things up in; they change between epochs only. */
export type PipelineTables = {
  readonly accounts: AccountDirectory;
  /** The payment informations of the batch in hand, by ordinal. */
  readonly information: (ordinal: number) => PaymentInformation;
  /** Whether the book is live: nothing in it is paid to a bank or an account that is for tests. */
  readonly live: () => boolean;
};

const REPAIR = outcomeIndex('repair');
const DECLINE = outcomeIndex('decline');

/**
 * AC01 unknown debtor account, AC09 other currency, AC04 closed, AC06 blocked, AG01 dormant; AC07 and
 * AC06 for a payee of this book whose account is closed or takes no credits; then the faults. In a
 * live book a payee at a test BIC (RC07) or at the demonstration's bank code (AC03) is declined.
 */
export function validate(
  tables: PipelineTables,
): Operator<PaymentColumns, DecisionColumns, NoState> {
  return {
    name: 'validate',
    version: 1,
    state: NO_STATE,
    open: (batch, out) => {
      const outcome = out.u8('outcome');
      const reason = out.u8('reason');
      const debtorAccount = out.u32('debtorAccount');
      const creditorAccount = out.u32('creditorAccount');
      const onUs = out.u8('onUs');
      const informationOf = batch.u32('paymentInformation');
      const judge = informationJudge(tables);
      const live = tables.live();
      return (row) => {
        const information = tables.information(known(informationOf[row], 'row in the batch'));
        const transfer = readTransfer(batch, row);
        const { currency } = transfer.amount;
        const debtor = judge(information, currency);
        debtorAccount[row] = debtor.account;
        const number = transfer.creditorAccount;
        const payee = number === null ? null : payeeIn(tables.accounts, number, currency);
        if (payee !== null) {
          creditorAccount[row] = payee.id;
          onUs[row] = 1;
        }
        const fault = debtor.reason ?? selfOrFault(information, transfer, debtor.account, payee);
        if (fault !== null) {
          outcome[row] = REPAIR;
          reason[row] = reasonIndex(fault);
          return;
        }
        const forTests = live ? paidForTests(transfer) : null;
        if (forTests === null) return;
        outcome[row] = DECLINE;
        reason[row] = reasonIndex(forTests);
      };
    },
  };
}

type JudgedDebtor = { readonly account: number; readonly reason: string | null };

/** Judges the debtor's side once per payment information and currency, not once per payment. */
function informationJudge(
  tables: PipelineTables,
): (information: PaymentInformation, currency: string) => JudgedDebtor {
  let ordinal = -1;
  let currency = '';
  let judged: JudgedDebtor = { account: 0, reason: null };
  return (information, paid) => {
    if (information.ordinal !== ordinal || paid !== currency) {
      ordinal = information.ordinal;
      currency = paid;
      judged = judgeDebtor(tables.accounts, information, paid);
    }
    return judged;
  };
}

function judgeDebtor(
  accounts: AccountDirectory,
  information: PaymentInformation,
  currency: string,
): JudgedDebtor {
  const kept = accounts.withNumber(information.debtorAccount).filter((each) => each.isCustomer);
  // An account of this book is right as it stands, whatever its number looks like.
  const fault = paymentInformationFaults(information).find(
    (each) => each.severity === 'repairs' && !each.code.startsWith('debtor_iban_'),
  );
  if (kept.length === 0) return { account: 0, reason: 'debtor_account_not_in_book' };
  const entry = kept.find((each) => each.currency === currency);
  if (entry === undefined) return { account: 0, reason: 'debtor_account_in_other_currency' };
  if (entry.status === 'closed') return { account: entry.id, reason: 'debtor_account_closed' };
  if (entry.status === 'debit_blocked' || entry.debitBlocked) {
    return { account: entry.id, reason: 'debtor_account_blocked' };
  }
  if (entry.dormant) return { account: entry.id, reason: 'debtor_account_dormant' };
  return { account: entry.id, reason: fault?.code ?? null };
}

function payeeIn(
  accounts: AccountDirectory,
  number: string,
  currency: string,
): DirectoryEntry | null {
  const kept = accounts.withNumber(number).find((each) => each.currency === currency);
  return kept?.isCustomer === true ? kept : null;
}

function selfOrFault(
  information: PaymentInformation,
  transfer: Parameters<typeof transferFaults>[1],
  debtor: number,
  payee: DirectoryEntry | null,
): string | null {
  if (payee?.status === 'closed') return 'creditor_account_closed';
  if (payee?.creditBlocked === true) return 'creditor_account_blocked';
  if (payee !== null && payee.id === debtor) return 'creditor_is_debtor';
  const fault = transferFaults(information, transfer).find((each) => each.severity === 'repairs');
  return fault?.code ?? null;
}

/** Why a payee exists for tests only: the payment's bank, then its account; null for a real one. */
function paidForTests({
  creditorAgent,
  creditorAgentIsBic,
  creditorAccount,
}: Parameters<typeof transferFaults>[1]): string | null {
  if (creditorAgentIsBic && creditorAgent !== null && isTestBic(creditorAgent)) {
    return 'creditor_bic_for_tests';
  }
  const isDemo = creditorAccount !== null && isDemoAccount(creditorAccount);
  return isDemo ? 'creditor_account_of_demo_bank' : null;
}
