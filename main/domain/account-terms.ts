// What master data says of an account beside the ledger's own terms: what it may not do, and what
// its customer has agreed on.

export type AccountTerms = {
  readonly debitBlocked: boolean;
  readonly creditBlocked: boolean;
  /** Nobody has used it for long: nothing leaves it until its owner was heard. */
  readonly dormant: boolean;
  /** What decides whether a payment information is one debit; null: the file, then the policy. */
  readonly batchBooking: 'always' | 'never' | null;
  /** Days within which a repeat is suspected; null: the policy's. */
  readonly duplicateWindowDays: number | null;
  /** Fee per item of a payment file, in minor units of the account's currency; null: the policy's. */
  readonly fileItemFee: bigint | null;
};

/** An account of which master data says nothing. */
export const NO_TERMS: AccountTerms = {
  debitBlocked: false,
  creditBlocked: false,
  dormant: false,
  batchBooking: null,
  duplicateWindowDays: null,
  fileItemFee: null,
};
