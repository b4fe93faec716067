// Goal: each fault of a single payment is found alone, with its reason and what it does to the
// item, and a good payment has none. Method: one change to a good payment per row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreditTransfer, PaymentInformation } from '../../main/domain/payment.ts';
import type { TransferFault } from '../../main/domain/transfer-faults.ts';
import {
  paymentInformationFaults,
  TRANSFER_FAULTS,
  transferFaults,
} from '../../main/domain/transfer-faults.ts';

const BLOCK: PaymentInformation = {
  ordinal: 0,
  line: 1,
  paymentInformationId: 'P',
  paymentMethod: 'TRF',
  batchBooking: null,
  numberOfTransactions: null,
  controlSum: null,
  requestedExecutionDate: '2026-03-03',
  debtorName: 'Brandt GmbH',
  debtorAccount: 'DE89370400440532013000',
  debtorAccountIsIban: true,
  debtorAccountCurrency: null,
  debtorAgent: null,
  serviceLevel: null,
  chargeBearer: null,
};

const TRANSFER: CreditTransfer = {
  record: 0,
  paymentInformation: 0,
  line: 1,
  endToEndId: 'E',
  instructionId: null,
  uetr: null,
  amount: { minor: 1n, currency: 'EUR' },
  creditorName: 'Dupont',
  creditorAccount: 'FR1420041010050500013M02606',
  creditorAccountIsIban: true,
  creditorAgent: 'BNPAFRPP',
  creditorAgentIsBic: true,
  creditorCountry: 'FR',
  remittance: null,
  purpose: null,
  chargeBearer: null,
};

function brief(faults: readonly TransferFault[]): string[] {
  return faults.map(({ code, reasonCode, severity }) => `${code} ${reasonCode} ${severity}`);
}

test('faults on the creditor side', () => {
  const cases: readonly (readonly [Partial<CreditTransfer>, ...string[]])[] = [
    [{}],
    [{ creditorAgent: null, creditorAgentIsBic: false, creditorCountry: null }],
    [{ creditorAccount: '4711', creditorAccountIsIban: false }],
    [{ creditorAgent: '37040044', creditorAgentIsBic: false }],
    [
      { creditorAccount: null, creditorAccountIsIban: false },
      'creditor_account_missing AC03 repairs',
    ],
    [{ creditorAccount: 'F1' }, 'creditor_iban_format AC03 repairs'],
    [
      { creditorAccount: 'ZZ1420041010050500013M02606' },
      'creditor_iban_country_unknown AC03 repairs',
    ],
    [{ creditorAccount: 'FR142004101005050001' }, 'creditor_iban_length AC03 repairs'],
    [{ creditorAccount: 'DE8937040044053201300X' }, 'creditor_iban_structure AC03 repairs'],
    [{ creditorAccount: 'FR1520041010050500013M02606' }, 'creditor_iban_check_digits AC03 repairs'],
    [{ creditorAgent: 'BNPAFRP' }, 'creditor_bic_format RC07 repairs'],
    [{ creditorAgent: 'BNPAZZPP' }, 'creditor_bic_country_unknown RC07 repairs'],
    [{ creditorAgent: 'BNPAFRP0' }, 'creditor_bic_for_tests RC07 warns'],
    [{ creditorAgent: 'COBADEFF' }, 'creditor_bic_country_differs RC07 warns'],
    [{ creditorName: null }, 'creditor_name_missing BE22 repairs'],
    [{ creditorName: ' ' }, 'creditor_name_missing BE22 repairs'],
    [{ creditorName: 'Du\u202epont' }, 'creditor_name_hidden_characters RR10 warns'],
    [{ creditorCountry: 'ZZ' }, 'creditor_country_unknown BE11 repairs'],
    [
      { creditorAgent: 'COBADEFF', creditorName: null },
      'creditor_name_missing BE22 repairs',
      'creditor_bic_country_differs RC07 warns',
    ],
  ];
  for (const [change, ...faults] of cases) {
    assert.deepEqual(brief(transferFaults(BLOCK, { ...TRANSFER, ...change })), faults);
  }
  const cheque = { ...BLOCK, paymentMethod: 'CHK' };
  const noAccount = { ...TRANSFER, creditorAccount: null, creditorAccountIsIban: false };
  assert.deepEqual(transferFaults(cheque, noAccount), []);
});

test('faults of a payment information block', () => {
  const cases: readonly (readonly [Partial<PaymentInformation>, ...string[]])[] = [
    [{}],
    [{ debtorAccount: '4711', debtorAccountIsIban: false }],
    [{ paymentMethod: 'CHK' }, 'payment_method_not_supported AG03 repairs'],
    [{ paymentMethod: 'TRA' }, 'payment_method_not_supported AG03 repairs'],
    [{ debtorAccount: 'DE88370400440532013000' }, 'debtor_iban_check_digits AC01 repairs'],
    [{ debtorAccount: 'DE8937040044053201300' }, 'debtor_iban_length AC01 repairs'],
    [{ debtorName: 'Bra\u200bndt' }, 'debtor_name_hidden_characters RR10 warns'],
  ];
  for (const [change, ...faults] of cases) {
    assert.deepEqual(brief(paymentInformationFaults({ ...BLOCK, ...change })), faults);
  }
});

test('every fault names a reason of the ISO 20022 status reason set by its form', () => {
  for (const { reasonCode } of Object.values(TRANSFER_FAULTS))
    assert.match(reasonCode, /^[A-Z]{2}\d\d$/);
});
