// The payments' topology, in reading order: validate, deduplicate, measure, decide.
import type { Policy } from '../domain/policy.ts';
import { defineTopology, type Topology } from '../stream/topology.ts';
import { decide } from './decide.ts';
import { DECISION_COLUMNS, type DecisionColumns } from './decision-columns.ts';
import { deduplicate } from './deduplicate.ts';
import { measure } from './measure.ts';
import { PAYMENT_COLUMNS, type PaymentColumns } from './payment-columns.ts';
import { type PipelineTables, validate } from './validate.ts';

/** How many ways the debtors are split; fixed for good, so that any number of tasks can share. */
export const PARTITIONS = 64;

/**
 * A batch that was received this long before the newest one taken still counts in the measures;
 * what is later is listed as a correction. Milliseconds.
 */
const ALLOWED_LATENESS = 86_400_000;

/** Records of other batches after which a batch that gives none holds event time back no more. */
export const IDLE_AFTER = 10_000;

/** Tries before a payment that an operator cannot process goes to quarantine. */
const TRIES = 3;

/** What the topology depends on; read anew for every batch of records. */
export type PipelineContext = PipelineTables & {
  readonly policy: () => Policy;
  readonly batchOf: (payment: number) => number;
};

export function paymentTopology(
  context: PipelineContext,
): Topology<PaymentColumns, DecisionColumns> {
  return defineTopology({
    name: 'payments',
    version: 2,
    input: PAYMENT_COLUMNS,
    output: DECISION_COLUMNS,
    key: 'debtorKey',
    eventTime: 'occurredAt',
    outOfOrderness: 0,
    allowedLateness: ALLOWED_LATENESS,
    idleAfter: IDLE_AFTER,
    tries: TRIES,
    operators: [
      validate(context),
      deduplicate(
        (account) =>
          context.accounts.duplicateWindowDays(account) ?? context.policy().duplicateWindowDays,
        context.batchOf,
      ),
      measure(context.policy),
      decide(context.policy),
    ],
  });
}
