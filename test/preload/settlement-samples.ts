// One believable input and answer of the settlement's methods.

const submissionId = '01999999-0000-7000-8000-000000000001';
const eur = (minor: bigint) => ({ minor, currency: 'EUR' });
const sums = [eur(123_456_789_012_345_678n), { minor: 500n, currency: 'JPY' }];

export const settlementSamples = {
  clearingView: {
    input: {},
    output: {
      participants: [
        {
          participant: 'ALPNATW0XXX',
          name: 'Alpenbank',
          currency: 'EUR',
          position: -15_000n,
          pending: 500n,
          cap: 80_000n,
          available: 64_500n,
          cover: 10_000n,
          shortfall: 5_000n,
        },
      ],
      inHand: [{ currency: 'EUR', items: 5, gross: 215_000n, moved: 15_000n }],
      settled: [
        {
          currency: 'EUR',
          items: 5,
          gross: 215_000n,
          moved: 15_000n,
          deed: 41,
          at: 1_795_689_720_000,
          settlementDate: '2026-11-26',
          participants: 3,
        },
      ],
    },
  },
  settlePositions: { input: { submissionId, currency: 'EUR' }, output: { participants: 3 } },
  settlementView: {
    input: {},
    output: {
      waiting: [
        {
          batchId: 1,
          messageId: 'MSG-1',
          fileName: 'payroll.xml',
          judged: false,
          accepted: 3,
          dispatched: 0,
          beingProcessed: 1,
          acceptedSums: sums,
          dispatchedSums: [],
          blocks: [{ code: 'batch_not_judged', data: { judged: '3', of: '4' } }],
        },
      ],
      cycles: [
        {
          cycleId: 2,
          currency: 'EUR',
          settlementDate: '2026-11-26',
          state: 'closed',
          items: 3,
          batches: [{ batchId: 1, payments: 3, amount: 70_000n }],
          grossOut: 70_000n,
          grossIn: 60_000n,
          inwardApplied: 0n,
          netPosition: -10_000n,
          closeEntry: 8,
          blocks: [],
        },
      ],
      positions: [
        { account: '2125', purpose: 'cyclePosition', currency: 'EUR', posted: -1n, pending: 0n },
      ],
    },
  },
  dispatchPayments: { input: { submissionId, batchId: 1 }, output: { payments: 3 } },
  acknowledgeBatch: {
    input: { submissionId, batchId: 1, fromRecord: 0 },
    output: { payments: 5_000, nextRecord: 5_000 },
  },
  closeCycle: { input: { submissionId, cycleId: 2, grossIn: 60_000n }, output: { entryId: 0 } },
  settleCycle: {
    input: { submissionId, cycleId: 2, advised: -10_000n },
    output: { settled: false, payments: 0, entryId: 0, breakId: 4 },
  },
  unwindCycle: {
    input: { submissionId, cycleId: 2, remark: 'a participant did not pay' },
    output: { entryId: 10, payments: 3, nextCycle: 3 },
  },
  entryView: {
    input: { entryId: 9 },
    output: {
      postings: [
        {
          entryId: 9,
          event: 'D9',
          layer: 'post',
          debitAccount: '2130',
          creditAccount: 'DE89370400440532013000',
          amount: eur(420_000n),
          bookingDate: '2026-11-26',
          valueDate: '2026-11-26',
          settlementDate: '2026-11-27',
          shared: true,
        },
      ],
    },
  },
  correctEntry: {
    input: { submissionId, entryId: 9, remark: 'account was closed' },
    output: { entryId: 10 },
  },
  rejectAcknowledged: {
    input: { submissionId, paymentId: 16_777_217, reasonCode: 'AC04' },
    output: { entryId: 11 },
  },
  applyInward: {
    input: { submissionId, cycleId: 2, account: null, amount: 420_000n },
    output: { entryId: 12 },
  },
} as const;
