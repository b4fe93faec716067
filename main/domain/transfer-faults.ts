// What is wrong with one payment although its file is well made: the file is taken, and the item
// waits in repair or is shown with a warning. Pure, so that preview and pipeline agree.
import { bicCountry, checkBic, isTestBic } from './bic.ts';
import { isBankingCountry } from './countries.ts';
import type { IbanRefusal } from './iban.ts';
import { checkIban, ibanCountry } from './iban.ts';
import type { CreditTransfer, PaymentInformation } from './payment.ts';
import { hasControlOrBidi } from './text.ts';

type FaultKind = {
  /** ISO 20022 ExternalStatusReason1Code. */
  readonly reasonCode: string;
  /** Path below the item, or below the payment information for the debtor's side. */
  readonly field: string;
  readonly severity: 'repairs' | 'warns';
};

const CREDITOR_IBAN: FaultKind = {
  reasonCode: 'AC03',
  field: 'CdtrAcct/Id/IBAN',
  severity: 'repairs',
};
const DEBTOR_IBAN: FaultKind = {
  reasonCode: 'AC01',
  field: 'DbtrAcct/Id/IBAN',
  severity: 'repairs',
};
const CREDITOR_AGENT = 'CdtrAgt/FinInstnId';

/** Every fault this file can find, by code: its reason, its field and what it does to the item. */
export const TRANSFER_FAULTS = {
  payment_method_not_supported: { reasonCode: 'AG03', field: 'PmtMtd', severity: 'repairs' },
  debtor_iban_format: DEBTOR_IBAN,
  debtor_iban_country_unknown: DEBTOR_IBAN,
  debtor_iban_length: DEBTOR_IBAN,
  debtor_iban_structure: DEBTOR_IBAN,
  debtor_iban_check_digits: DEBTOR_IBAN,
  debtor_name_hidden_characters: { reasonCode: 'RR10', field: 'Dbtr/Nm', severity: 'warns' },
  creditor_account_missing: { reasonCode: 'AC03', field: 'CdtrAcct', severity: 'repairs' },
  creditor_iban_format: CREDITOR_IBAN,
  creditor_iban_country_unknown: CREDITOR_IBAN,
  creditor_iban_length: CREDITOR_IBAN,
  creditor_iban_structure: CREDITOR_IBAN,
  creditor_iban_check_digits: CREDITOR_IBAN,
  creditor_bic_format: { reasonCode: 'RC07', field: CREDITOR_AGENT, severity: 'repairs' },
  creditor_bic_country_unknown: { reasonCode: 'RC07', field: CREDITOR_AGENT, severity: 'repairs' },
  creditor_bic_for_tests: { reasonCode: 'RC07', field: CREDITOR_AGENT, severity: 'warns' },
  creditor_bic_country_differs: { reasonCode: 'RC07', field: CREDITOR_AGENT, severity: 'warns' },
  creditor_name_missing: { reasonCode: 'BE22', field: 'Cdtr/Nm', severity: 'repairs' },
  creditor_name_hidden_characters: { reasonCode: 'RR10', field: 'Cdtr/Nm', severity: 'warns' },
  creditor_country_unknown: { reasonCode: 'BE11', field: 'Cdtr/PstlAdr/Ctry', severity: 'repairs' },
} as const satisfies { readonly [code: string]: FaultKind };

export type TransferFaultCode = keyof typeof TRANSFER_FAULTS;

export type TransferFault = FaultKind & { readonly code: TransferFaultCode };

/** Most payments have none; they all share this one answer. */
const NONE: readonly TransferFault[] = [];

const CREDITOR_IBAN_FAULTS = {
  iban_format: 'creditor_iban_format',
  iban_country_unknown: 'creditor_iban_country_unknown',
  iban_length: 'creditor_iban_length',
  iban_structure: 'creditor_iban_structure',
  iban_check_digits: 'creditor_iban_check_digits',
} as const satisfies Record<IbanRefusal['code'], TransferFaultCode>;

const DEBTOR_IBAN_FAULTS = {
  iban_format: 'debtor_iban_format',
  iban_country_unknown: 'debtor_iban_country_unknown',
  iban_length: 'debtor_iban_length',
  iban_structure: 'debtor_iban_structure',
  iban_check_digits: 'debtor_iban_check_digits',
} as const satisfies Record<IbanRefusal['code'], TransferFaultCode>;

/**
 * Faults of a payment information block, which its every item shares: a method other than a
 * credit transfer, and the debtor's IBAN (ISO 13616) and name. Account, agent and currency are
 * compared with the book elsewhere. Repairs first, then warnings.
 */
export function paymentInformationFaults(info: PaymentInformation): readonly TransferFault[] {
  const codes: TransferFaultCode[] = [];
  if (info.paymentMethod !== 'TRF') codes.push('payment_method_not_supported');
  if (info.debtorAccountIsIban) {
    const iban = checkIban(info.debtorAccount);
    if (!iban.ok) codes.push(DEBTOR_IBAN_FAULTS[iban.refusal.code]);
  }
  if (info.debtorName !== null && hasControlOrBidi(info.debtorName)) {
    codes.push('debtor_name_hidden_characters');
  }
  return codes.length === 0 ? NONE : codes.map(faultOf);
}

/**
 * Faults of one credit transfer, on the creditor's side. A cheque (`CHK`) needs no creditor
 * account. A bank in another country than the account only warns: branches and territories do
 * that rightly. Repairs first in the order account, agent, name, address; then warnings.
 */
export function transferFaults(
  info: PaymentInformation,
  transfer: CreditTransfer,
): readonly TransferFault[] {
  const codes: TransferFaultCode[] = [];
  const warnings: TransferFaultCode[] = [];
  const account = transfer.creditorAccount;
  let country: string | null = null;
  if (account === null) {
    if (info.paymentMethod !== 'CHK') codes.push('creditor_account_missing');
  } else if (transfer.creditorAccountIsIban) {
    const iban = checkIban(account);
    if (iban.ok) country = ibanCountry(iban.value);
    else codes.push(CREDITOR_IBAN_FAULTS[iban.refusal.code]);
  }
  if (transfer.creditorAgent !== null && transfer.creditorAgentIsBic) {
    checkCreditorBic(transfer.creditorAgent, country, codes, warnings);
  }
  const name = transfer.creditorName;
  if (name === null || name.trim() === '') codes.push('creditor_name_missing');
  else if (hasControlOrBidi(name)) warnings.push('creditor_name_hidden_characters');
  const { creditorCountry } = transfer;
  if (creditorCountry !== null && !isBankingCountry(creditorCountry)) {
    codes.push('creditor_country_unknown');
  }
  if (codes.length === 0 && warnings.length === 0) return NONE;
  return [...codes, ...warnings].map(faultOf);
}

/** `accountCountry` is that of a right IBAN, or null when there is none to compare with. */
function checkCreditorBic(
  bic: string,
  accountCountry: string | null,
  codes: TransferFaultCode[],
  warnings: TransferFaultCode[],
): void {
  const checked = checkBic(bic);
  if (!checked.ok) {
    const isFormat = checked.refusal.code === 'bic_format';
    codes.push(isFormat ? 'creditor_bic_format' : 'creditor_bic_country_unknown');
    return;
  }
  if (isTestBic(bic)) warnings.push('creditor_bic_for_tests');
  if (accountCountry !== null && accountCountry !== bicCountry(bic)) {
    warnings.push('creditor_bic_country_differs');
  }
}

function faultOf(code: TransferFaultCode): TransferFault {
  return { code, ...TRANSFER_FAULTS[code] };
}
