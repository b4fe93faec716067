// One sample of every method of the Insight screen: what goes in and what comes out.
import { rerunSample } from './rerun-sample.ts';

const submissionId = '01890a5d-ac96-774b-bcce-b302099a8057';

const sums = [
  { minor: 123_456_789_012_345_678n, currency: 'EUR' },
  { minor: 500n, currency: 'JPY' },
];

const waitingItem = {
  paymentId: 16_777_217,
  value: 12_000n,
  reasonCode: 'AC01',
  handling: 95_000,
  measured: true,
} as const;

const windowMeasures = {
  paidCount: 3,
  paidSum: 123_456_789_012_345_678n,
  receivedCount: 0,
  receivedSum: 0n,
  counterparties: 2,
  justUnderThreshold: 1,
};

const partyMeasures = {
  windows: {
    '1m': windowMeasures,
    '1h': windowMeasures,
    '24h': windowMeasures,
    '7d': windowMeasures,
    '30d': windowMeasures,
  },
  firstSeenAt: 1_764_150_000_000,
  dormantDays: 4,
};

export const insightSamples = {
  rerun: rerunSample,
  engineStanding: {
    input: {},
    output: {
      epoch: 12,
      watermark: null,
      counts: { records: 900, late: 2, corrected: 1, quarantined: 0 },
      lanes: [{ name: 'instant', batches: 1, paymentsPerEpoch: 10 }],
      intake: {
        state: 'draining',
        since: 1_764_150_000_000,
        by: 'ada',
        reason: null,
        underWay: { batches: 1, payments: 40 },
        waiting: { batches: 0, payments: 0 },
      },
    },
  },
  steerIntake: {
    input: { submissionId, order: 'paused', reason: 'the rail is away' },
    output: { order: 'paused' },
  },
  redrivePayments: {
    input: { submissionId, paymentIds: [16_777_217] },
    output: { payments: 1, left: 3 },
  },
  accountMeasures: {
    input: { account: 'DE21500500001234567897', currency: 'EUR' },
    output: {
      lastSeenAt: 1_764_150_000_000,
      paying: partyMeasures,
      receiving: partyMeasures,
      habits: {
        usual: { count: 12, least: 100n, greatest: 90_000n, mean: 4000n, deviation: 1200n },
        burst: { since: 1_764_149_990_000, count: 2, sum: 5000n },
      },
    },
  },
  insightSeries: {
    input: { resolution: 'minute', from: 1_764_150_000_000, to: 1_764_150_060_000, rail: null },
    output: {
      watermark: 1_764_150_030_000,
      points: [
        {
          start: 1_764_150_000_000,
          received: 9,
          success: 5,
          business: 1,
          technical: 0,
          cancelled: 0,
          receivedSums: sums,
          endedSums: sums,
          p50: 1_200,
          p95: 4_000.5,
          p99: null,
          machine: 90,
          human: 0,
          cycle: 1_100,
        },
      ],
    },
  },
  insightNow: {
    input: { currency: 'EUR', people: 2 },
    output: {
      at: 1_764_150_030_000,
      steps: [
        {
          worklist: 'review',
          waiting: 4,
          waitingValue: 48_000n,
          arrivalRate: 3,
          serviceRate: 2,
          utilisation: 1.5,
          predictedLength: null,
          p50: 1_000,
          p95: null,
          p99: null,
        },
      ],
      bottleneck: { worklist: 'review', growing: true },
      forecast: {
        cutOff: '17:00',
        minutesLeft: 40,
        waiting: 4,
        waitingValue: 48_000n,
        missed: 44,
        missedValue: 528_000n,
        arrivalRate: 3,
        serviceRate: 2,
        measured: true,
        neededRate: 3.1,
      },
      triage: {
        order: [waitingItem],
        savedValue: 12_000n,
        carryForward: [],
        carriedValue: 0n,
      },
    },
  },
} as const;
