// What will miss a cut-off at the present rates: items that wait now and items still to come,
// against what can be served until then. Plain flow balance, so that a person can redo it by hand.

import { assert } from './assert.ts';

export type DeadlineQuestion = {
  /** Items that wait now, and their value in minor units. */
  readonly waiting: number;
  readonly waitingValue: bigint;
  /** Items that arrive and items that are served, per minute. */
  readonly arrivalRate: number;
  readonly serviceRate: number;
  /** Minutes left; none when the cut-off has passed. */
  readonly minutesLeft: number;
};

export type DeadlineForecast = {
  /** Items expected to miss the cut-off, and their value by the average of those that wait. */
  readonly missed: number;
  readonly missedValue: bigint;
  /** Items expected to be served in time. */
  readonly served: number;
  /** Items per minute that would have to be served so that none is missed. */
  readonly neededRate: number | null;
};

/**
 * Waiting + arrivals − served, never below zero; arrivals count until the cut-off itself. With no
 * minutes left everything that waits is missed, and no rate would help (`neededRate` null).
 */
export function forecastDeadline(question: DeadlineQuestion): DeadlineForecast {
  const { waiting, waitingValue, arrivalRate, serviceRate } = question;
  assert(waiting >= 0 && waitingValue >= 0n, 'what waits is counted');
  assert(arrivalRate >= 0 && serviceRate >= 0, 'rates are not negative');
  const minutes = Math.max(0, question.minutesLeft);
  const demand = waiting + arrivalRate * minutes;
  const served = Math.min(demand, serviceRate * minutes);
  const missed = Math.round(demand - served);
  return {
    missed,
    missedValue: waiting === 0 ? 0n : (waitingValue * BigInt(missed)) / BigInt(waiting),
    served: Math.round(served),
    neededRate: minutes === 0 ? null : demand / minutes,
  };
}
