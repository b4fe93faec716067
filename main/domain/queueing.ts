// What queueing theory says about one worklist: utilisation, and the length and wait to expect of
// a single server with random arrivals (M/M/1: Kleinrock, Queueing Systems I, 1975). Where a
// tutorial writes 1/(1−ρ) for the length, the literature's ρ/(1−ρ) is followed.

export type Queue = {
  /** Items that arrive per minute. */
  readonly arrivalRate: number;
  /** Items served per minute while there is something to serve; 0 when nothing was served. */
  readonly serviceRate: number;
};

export type QueuePrediction = {
  /** ρ = λ/μ; null when nothing is known of the service. */
  readonly utilisation: number | null;
  /** L = ρ/(1−ρ), items; null where the queue grows without end (ρ ≥ 1) or nothing is known. */
  readonly length: number | null;
  /** W = 1/(μ−λ), minutes; null as `length`. */
  readonly minutes: number | null;
};

/** What to expect of a queue in the long run; rates are per minute. */
export function predictQueue({ arrivalRate, serviceRate }: Queue): QueuePrediction {
  if (serviceRate <= 0) return { utilisation: null, length: null, minutes: null };
  const utilisation = arrivalRate / serviceRate;
  if (utilisation >= 1) return { utilisation, length: null, minutes: null };
  return {
    utilisation,
    length: utilisation / (1 - utilisation),
    minutes: 1 / (serviceRate - arrivalRate),
  };
}

/** What came into and left a worklist in one minute. */
export type QueueMinute = { readonly arrived: number; readonly served: number };

/**
 * The rates of a worklist over the given minutes, oldest first, in which `waiting` items stand at
 * the end. Of the last minute only the part `lastPart` has passed, above 0 and at most 1: taken for
 * a whole one, a minute that has just begun would make everybody look slow. The service rate counts
 * only minutes in which there was something to serve: who has nothing to do is not slow.
 */
export function ratesOf(minutes: readonly QueueMinute[], waiting: number, lastPart = 1): Queue {
  if (minutes.length === 0) return { arrivalRate: 0, serviceRate: 0 };
  let atEnd = waiting;
  let part = lastPart;
  let busy = 0;
  let arrived = 0;
  let served = 0;
  for (const minute of minutes.toReversed()) {
    const atBeginning = atEnd + minute.served - minute.arrived;
    if (atBeginning > 0 || minute.arrived > 0) busy += part;
    part = 1;
    arrived += minute.arrived;
    served += minute.served;
    atEnd = atBeginning;
  }
  return {
    arrivalRate: arrived / (minutes.length - 1 + lastPart),
    serviceRate: busy === 0 ? 0 : served / busy,
  };
}
