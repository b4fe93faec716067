// Why a payment does not simply go on: the reasons of the operators, numbered for the columns.
import { assert, known } from '../domain/assert.ts';
import { TRANSFER_FAULTS } from '../domain/transfer-faults.ts';

type Reason = { readonly reason: string | null; readonly reasonCode: string | null };

/** Reasons of the operators themselves, with their ISO 20022 external status reason codes. */
const OPERATOR_REASONS: { readonly [reason: string]: string } = {
  debtor_account_not_in_book: 'AC01',
  debtor_account_in_other_currency: 'AC09',
  debtor_account_closed: 'AC04',
  debtor_account_blocked: 'AC06',
  debtor_account_dormant: 'AG01',
  creditor_account_closed: 'AC07',
  creditor_account_blocked: 'AC06',
  creditor_is_debtor: 'BE01',
  creditor_account_of_demo_bank: 'AC03',
  amount_above_rail_limit: 'AM13',
  amount_above_review_limit: 'AM14',
  amount_unusual: 'NARR',
};

const REASONS: readonly Reason[] = [
  { reason: null, reasonCode: null },
  ...Object.entries(OPERATOR_REASONS).map(([reason, reasonCode]) => ({ reason, reasonCode })),
  ...Object.entries(TRANSFER_FAULTS).map(([reason, { reasonCode }]) => ({ reason, reasonCode })),
];

const INDEX = new Map(REASONS.map(({ reason }, index) => [reason, index]));

/** The number of a reason; unknown reasons are a bug. */
export function reasonIndex(reason: string): number {
  return known(INDEX.get(reason), `the reason ${reason} is in the table`);
}

export function reasonAt(index: number): Reason {
  const reason = REASONS[index];
  assert(reason !== undefined, `no reason has the number ${index}`);
  return reason;
}
