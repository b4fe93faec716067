// What master data says of an account beside the ledger's own terms: what it may not do, and what
// its customer has agreed on.

import type { ControlTerms } from './file-control.ts';
import { type AgreedStatus, STATUS_NOT_AGREED } from './status-agreed.ts';
import type { Charge } from './tariff.ts';

export type AccountTerms = ControlTerms & {
  readonly debitBlocked: boolean;
  readonly creditBlocked: boolean;
  /** Nobody has used it for long: nothing leaves it until its owner was heard. */
  readonly dormant: boolean;
  /** What decides whether a payment information is one debit; null: the file, then the policy. */
  readonly batchBooking: 'always' | 'never' | null;
  /** Days within which a repeat is suspected; null: the policy's. */
  readonly duplicateWindowDays: number | null;
  /** Charged per item of a payment file, in the account's currency; null: the policy's fee. */
  readonly fileItem: Charge | null;
  /** Charged for a payment within the bank; null: nothing. */
  readonly onUs: Charge | null;
  /** The status reports that its customer gets. */
  readonly status: AgreedStatus;
};

/** An account of which master data says nothing. */
export const NO_TERMS: AccountTerms = {
  debitBlocked: false,
  creditBlocked: false,
  dormant: false,
  batchBooking: null,
  duplicateWindowDays: null,
  fileItem: null,
  onUs: null,
  status: STATUS_NOT_AGREED,
  controlLevel: null,
  signers: null,
};
