// How far the verifier has come: rows read of all that will be, said now and then.

export type Meter = {
  /** Counts rows that were read. */
  step(rows?: number): void;
};

/** Rows between two words: some ten milliseconds of work. */
const SAY_EVERY = 5000;

export function createMeter(total: number, say: (done: number, total: number) => void): Meter {
  let done = 0;
  let said = 0;
  return {
    step(rows = 1) {
      done += rows;
      if (done - said < SAY_EVERY) return;
      said = done;
      say(Math.min(done, total), total);
    },
  };
}
