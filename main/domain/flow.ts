// What happened to payments, as the measures of their flow see it: that they came, and that
// neighbours of a batch moved together from one status to another.

import type { PaymentStatus } from './payment-status.ts';

/** Payments of one batch that are alike in rail and currency, and their sum in minor units. */
export type FlowPart = {
  readonly rail: string;
  readonly currency: string;
  readonly payments: number;
  readonly amount: bigint;
};

/** Neighbouring payments of a batch that moved together. */
export type FlowMove = {
  /** Its place in the trail of statuses: it grows. */
  readonly id: number;
  /** When, milliseconds UTC. */
  readonly at: number;
  readonly batch: number;
  readonly firstRecord: number;
  readonly lastRecord: number;
  readonly from: PaymentStatus;
  readonly to: PaymentStatus;
  readonly reasonCode: string | null;
  /** Who moved them: a person's handling time is the gap between two of their deeds. */
  readonly actor: string;
  readonly parts: readonly FlowPart[];
};

/** Payments that the engine judged: they count from when their batch was received. */
export type FlowArrival = {
  readonly receivedAt: number;
  readonly parts: readonly FlowPart[];
};
