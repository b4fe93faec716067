// Opening and sealing keys costs memory on purpose, so it is done one after another, and only so many
// may wait: whoever asks over and over fills no machine.
import { type Refusal, type Result, refuse } from '../../domain/result.ts';

/** Those that may wait for the one under way; the next is told to come back. */
export const COSTLY_WAITING_MAX = 4;

let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** Does `work` after all that was asked before. Refuses `sign_in_busy`, then as `work`. */
export async function oneAtATime<Value, R extends Refusal>(
  work: () => Promise<Result<Value, R>>,
): Promise<Result<Value, R | Refusal<'sign_in_busy'>>> {
  if (waiting >= COSTLY_WAITING_MAX) return refuse({ code: 'sign_in_busy' });
  waiting += 1;
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
}
