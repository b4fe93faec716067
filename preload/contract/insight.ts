// The Insight screen: how payments flow, by the minute, hour or day; what each worklist is about to
// do; and what will miss the cut-off.
import { z } from 'zod';
import { OUTCOMES } from '../../main/domain/decision.ts';
import { SHOWN_WORKLISTS } from '../../main/domain/disclosure.ts';
import { INTAKE_ORDERS, INTAKE_STATES } from '../../main/domain/intake.ts';
import type { Habits, PartyMeasures } from '../../main/domain/measures.ts';
import { method, stream } from './method.ts';
import {
  count,
  currency,
  deed,
  deedRefusals,
  instant,
  list,
  minor,
  money,
  reasonCode,
  rowId,
  shownWorklist,
  sums,
  text,
} from './values.ts';

/** Points of one series: more than a screen is wide. */
export const SERIES_MAX = 2000;

/** Payments that one deed drives again. */
export const REDRIVEN_MAX = 1000;

/** Milliseconds, null where nothing was measured. */
const duration = z.number().min(0).nullable();

const point = z.strictObject({
  /** When the window begins. */
  start: instant,
  received: count,
  success: count,
  /** Rejected for a business reason, for a technical one; taken back by the customer. */
  business: count,
  technical: count,
  cancelled: count,
  receivedSums: sums,
  /** Of those that reached their end, however they ended. */
  endedSums: sums,
  /** Received to final, of those that ended in the window. */
  p50: duration,
  p95: duration,
  p99: duration,
  /** Average time of the payments that moved in the window, by what they waited for. */
  machine: duration,
  human: duration,
  cycle: duration,
});

const step = z.strictObject({
  worklist: shownWorklist,
  waiting: count,
  /** Null where payments wait that are not judged yet: what each is worth is read with it. */
  waitingValue: minor.nullable(),
  /** Per minute over the last half hour. */
  arrivalRate: z.number().min(0),
  serviceRate: z.number().min(0),
  utilisation: z.number().min(0).nullable(),
  predictedLength: z.number().min(0).nullable(),
  /** Time spent in this step, of those that left it. */
  p50: duration,
  p95: duration,
  p99: duration,
});

const triageItem = z.strictObject({
  paymentId: rowId,
  value: minor,
  reasonCode: reasonCode.nullable(),
  handling: z.int().min(1),
  /** Whether the handling time was measured, or is what nobody has measured yet. */
  measured: z.boolean(),
});

const windowMeasures = z.strictObject({
  paidCount: count,
  paidSum: minor,
  receivedCount: count,
  receivedSum: minor,
  counterparties: count,
  justUnderThreshold: count,
});

/** One account's measures; sums in the currency that was asked for. */
const partyMeasures = z.strictObject({
  windows: z.strictObject({
    '1m': windowMeasures,
    '1h': windowMeasures,
    '24h': windowMeasures,
    '7d': windowMeasures,
    '30d': windowMeasures,
  }),
  firstSeenAt: instant,
  dormantDays: count,
}) satisfies z.ZodType<PartyMeasures>;

/** What an account usually pays, and the burst of its latest payment; in the same currency. */
const habits = z.strictObject({
  usual: z.strictObject({ count, least: minor, greatest: minor, mean: minor, deviation: minor }),
  burst: z.strictObject({ since: instant, count, sum: minor }).nullable(),
}) satisfies z.ZodType<Habits>;

/** How the engine judged a payment, before funds and limits of the account were looked at. */
const judgement = {
  outcome: z.enum(OUTCOMES),
  reasonCode: reasonCode.nullable(),
  reason: text(500).nullable(),
  /** Suspected of repeating another payment, AM05. */
  repeats: z.boolean(),
};

/** Payments that were judged alike; the most first. */
const judgedAlike = list(z.strictObject({ ...judgement, payments: count, sums }), 500);

export const insightMethods = {
  /** How far the stream engine has come since the book was made, and how it takes its turns. */
  engineStanding: method({
    input: z.strictObject({}),
    output: z.strictObject({
      epoch: count,
      watermark: instant.nullable(),
      counts: z.strictObject({ records: count, late: count, corrected: count, quarantined: count }),
      lanes: list(z.strictObject({ name: text(20), batches: count, paymentsPerEpoch: count }), 10),
      intake: z.strictObject({
        state: z.enum(INTAKE_STATES),
        /** When, by whom and why it was told so; null where it never was. */
        since: instant.nullable(),
        by: text(200).nullable(),
        reason: text(500).nullable(),
        /** What is judged before the order is carried out, or as soon as it is lifted. */
        underWay: z.strictObject({ batches: count, payments: count }),
        /** What came after a drain was asked for, and waits until payments are taken in again. */
        waiting: z.strictObject({ batches: count, payments: count }),
      }),
    }),
    refusals: [],
  }),
  /** Pauses, drains or resumes the taking in of payments; `reason` may be '' for `running`. */
  steerIntake: method({
    input: z.strictObject({ ...deed, order: z.enum(INTAKE_ORDERS), reason: text(500) }),
    output: z.strictObject({ order: z.enum(INTAKE_ORDERS) }),
    refusals: [...deedRefusals, 'intake_stands_so', 'remark_required'],
  }),
  /** Drives payments out of the quarantine again, to be judged anew; null for all that lie there. */
  redrivePayments: method({
    input: z.strictObject({ ...deed, paymentIds: list(rowId, REDRIVEN_MAX).nullable() }),
    output: z.strictObject({ payments: count, left: count }),
    refusals: [
      ...deedRefusals,
      'batch_not_judged',
      'payment_unknown',
      'payment_status_does_not_allow',
      'quarantine_empty',
    ],
  }),
  /**
   * The window inspector: what the engine holds of an account now; null when it met none. Whoever is
   * told numbers masked asks with what they were told; null where another account looks like it.
   */
  accountMeasures: method({
    input: z.strictObject({ account: text(40), currency }),
    output: z
      .strictObject({
        lastSeenAt: instant,
        paying: partyMeasures,
        receiving: partyMeasures,
        habits: habits.nullable(),
      })
      .nullable(),
    refusals: ['accounts_look_alike'],
  }),
  /**
   * Judges the payments of an epoch, or of the first one at an instant, and of all after it again, as they were and with the
   * policy of today or `policies` tried in its place; the book stays as it is. Progress, then one
   * rerun or one refusal, in this order of precedence. It says which rule holds which payment, and
   * so is for those with the compliance right.
   */
  rerun: stream({
    input: z.strictObject({
      since: z.union([z.strictObject({ epoch: z.int().min(1) }), z.strictObject({ at: instant })]),
      policies: list(z.strictObject({ name: text(100), value: text(1000) }), 50),
    }),
    item: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('progress'), epochs: count, of: count }),
      z.strictObject({
        kind: z.literal('rerun'),
        rerun: z.strictObject({
          epochs: count,
          records: count,
          was: judgedAlike,
          wouldBe: judgedAlike,
          changed: count,
          /** The first of them. */
          changes: list(
            z.strictObject({
              paymentId: rowId,
              amount: money,
              was: z.strictObject(judgement),
              wouldBe: z.strictObject(judgement),
            }),
            100,
          ),
        }),
      }),
      z.strictObject({
        kind: z.literal('refused'),
        code: z.enum([
          'not_permitted',
          'rerun_under_way',
          'epoch_unknown',
          'policy_unknown',
          'policy_value_invalid',
          'original_unknown',
        ]),
      }),
    ]),
  }),
  /** One series of windows, oldest first; `rail` null for all rails together. */
  insightSeries: method({
    input: z.strictObject({
      resolution: z.enum(['minute', 'hour', 'day']),
      from: instant,
      to: instant,
      rail: text(20).nullable(),
    }),
    output: z.strictObject({ watermark: instant, points: list(point, SERIES_MAX) }),
    refusals: [],
  }),
  /** The worklists as they stand, the cut-off, and in which order to work; values in a currency. */
  insightNow: method({
    input: z.strictObject({ currency, people: z.int().min(1).max(100) }),
    output: z.strictObject({
      at: instant,
      steps: list(step, SHOWN_WORKLISTS.length),
      /** The step that holds up the others, and whether its queue grows without end. */
      bottleneck: z.strictObject({ worklist: shownWorklist, growing: z.boolean() }).nullable(),
      forecast: z.strictObject({
        cutOff: text(5),
        minutesLeft: z.number(),
        waiting: count,
        waitingValue: minor,
        missed: count,
        missedValue: minor,
        arrivalRate: z.number().min(0),
        serviceRate: z.number().min(0),
        /** Whether the service rate was measured, or is what the people at work could do. */
        measured: z.boolean(),
        neededRate: z.number().min(0).nullable(),
      }),
      triage: z.strictObject({
        order: list(triageItem, 1000),
        savedValue: minor,
        carryForward: list(triageItem, 1000),
        carriedValue: minor,
      }),
    }),
    refusals: [],
  }),
};
