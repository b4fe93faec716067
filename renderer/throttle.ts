// Calms what comes too often: the first call runs at once, the others become one at the end of the
// pause. The clock is an argument.

export type Later = (fn: () => void, ms: number) => void;

/** `fn`, run at most once in `ms` milliseconds; the last call is never lost. */
export function throttled(fn: () => void, ms: number, later: Later): () => void {
  let pausing = false;
  let again = false;
  return function run() {
    if (pausing) {
      again = true;
      return;
    }
    pausing = true;
    fn();
    later(() => {
      pausing = false;
      if (!again) return;
      again = false;
      run();
    }, ms);
  };
}
