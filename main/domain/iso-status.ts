// What a status is called in pain.002, which depends on the level, the addressee and the rail
// (domain.md §1.2 and §3). Compliance waits, approvals and technical waits read the same.
import type { PaymentStatus } from './payment-status.ts';

/** ISO 20022 ExternalPaymentTransactionStatus1Code values that we send. */
export type IsoStatus =
  | 'RCVD'
  | 'ACCP'
  | 'ACSP'
  | 'ACSC'
  | 'ACCC'
  | 'ACWC'
  | 'PDNG'
  | 'RJCT'
  | 'PART'
  | 'CANC';

export type Rail = 'batch' | 'on_us';
export type Addressee = 'customer_file' | 'customer_api';

/**
 * The ISO status told to `addressee` about one payment, or null where nothing is told (`draft`,
 * and `blocked`: the officer's letter is the only word). ACSC is sent by agreement only, ACCC when
 * the payee's credit is ours to confirm (on us); CANC exists in an API channel only, elsewhere a
 * cancellation is RJCT with DS02.
 */
export function isoStatus(
  status: PaymentStatus,
  rail: Rail,
  addressee: Addressee,
): IsoStatus | null {
  const told = {
    draft: null,
    received: 'RCVD',
    warehoused: 'ACCP',
    in_repair: 'PDNG',
    in_review: 'PDNG',
    awaiting_approval: 'PDNG',
    awaiting_liquidity: 'PDNG',
    suspended: 'PDNG',
    accepted: 'ACSP',
    dispatched: 'ACSP',
    acknowledged: 'ACSP',
    unknown: 'ACSP',
    settled: rail === 'on_us' ? 'ACCC' : 'ACSC',
    rejected: 'RJCT',
    cancelled: addressee === 'customer_api' ? 'CANC' : 'RJCT',
    blocked: null,
    handed_over: 'PDNG',
  } as const satisfies Record<PaymentStatus, IsoStatus | null>;
  return told[status];
}

/**
 * The status of a batch from those of its payments: the common one, or PART when they differ
 * (pain.002 group status). Null for a batch about which nothing is told.
 */
export function isoBatchStatus(
  statuses: Iterable<{ readonly status: PaymentStatus; readonly rail: Rail }>,
  addressee: Addressee,
): IsoStatus | null {
  let common: IsoStatus | null = null;
  let first = true;
  for (const { status, rail } of statuses) {
    const told = isoStatus(status, rail, addressee);
    if (first) common = told;
    else if (told !== common) return 'PART';
    first = false;
  }
  return common;
}
