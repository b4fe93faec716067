// Believable payments for the stores' tests, by their ids.
import type { Output } from '../../../preload/contract/contract.ts';

type Row = Output<'queuePage'>['rows'][number];

export function paymentRow(paymentId: number): Row {
  return {
    paymentId,
    batchId: 1,
    endToEndId: `E2E-${paymentId}`,
    debtorAccount: 'DE89370400440532013000',
    debtorName: 'Ferrum GmbH',
    creditorName: '张伟',
    creditorAccount: 'FR7630006000011234567890189',
    amount: { minor: BigInt(paymentId) * 100n, currency: 'EUR' },
    requestedExecutionDate: '2026-11-26',
    executionDate: '2026-11-26',
    status: 'in_review',
    reasonCode: 'AM14',
    reason: 'amount_above_review_limit',
    receivedAt: 1_795_689_720_000 + paymentId,
    allowedEvents: ['decideReview'],
  };
}

export function trailOf(paymentId: number): Output<'paymentTrail'> {
  const { receivedAt: _at, allowedEvents, ...shown } = paymentRow(paymentId);
  return {
    payment: {
      ...shown,
      line: 12,
      messageId: 'MSG-1',
      paymentInformationId: 'PI-1',
      rail: 'batch',
      relatedPayment: 0,
      cycle: 0,
      remittance: null,
      batchBooking: false,
      dateReason: '',
    },
    why: { valueDate: null, hold: null, decision: null },
    bank: null,
    remindedAt: null,
    absentSigners: { named: [], more: 0 },
    steps: [],
    postings: [],
    allowedEvents,
  };
}
