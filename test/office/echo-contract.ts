// A small contract for tests of the wire itself: one method or stream per behaviour of a handler.
import { z } from 'zod';
import { Fault, ok, refuse } from '../../main/domain/result.ts';
import { type HandlersOf, method, stream } from '../../preload/contract/method.ts';
import { count, money, text } from '../../preload/contract/values.ts';

export const echoContract = {
  /** Answers what it was given, or refuses an amount that is not positive. */
  echo: method({
    input: z.strictObject({ amount: money, note: text(2_000_000) }),
    output: z.strictObject({ amount: money, note: text(2_000_000), by: text(20) }),
    refusals: ['amount_not_positive'],
  }),
  /** Answers when the test lets it. */
  wait: method({ input: z.strictObject({}), output: count, refusals: [] }),
  /** Fails in the way it is asked to. */
  fail: method({ input: z.strictObject({ how: text(20) }), output: count, refusals: ['declared'] }),
  /** Counts from 0 up to `upTo`, as fast as it is asked. */
  numbers: stream({
    input: z.strictObject({ upTo: count, note: text(2_000_000) }),
    item: z.strictObject({ n: count, note: text(2_000_000) }),
  }),
};

export type Session = { readonly name: string };

export type EchoDesk = {
  readonly handlers: HandlersOf<typeof echoContract, Session>;
  /** What the handlers saw and hold, for assertions. */
  readonly seen: { echoed: number; pulled: number; aborted: number; streams: number };
  /** Lets every waiting call answer. */
  readonly release: () => void;
  readonly waiting: () => number;
};

export function echoDesk(): EchoDesk {
  const seen = { echoed: 0, pulled: 0, aborted: 0, streams: 0 };
  const held: (() => void)[] = [];
  async function* numbers(upTo: number, note: string, signal: AbortSignal) {
    seen.streams += 1;
    signal.addEventListener('abort', () => {
      seen.aborted += 1;
    });
    try {
      for (let n = 0; n < upTo; n += 1) {
        seen.pulled += 1;
        yield n === 2 ? third(note) : { n, note };
      }
    } finally {
      seen.streams -= 1;
    }
  }
  return {
    seen,
    release: () => {
      for (const answer of held.splice(0)) answer();
    },
    waiting: () => held.length,
    handlers: {
      echo: ({ amount, note }, session) => {
        if (amount.minor <= 0n) return refuse({ code: 'amount_not_positive', stated: 'none' });
        seen.echoed += 1;
        return ok({ amount, note, by: session.name });
      },
      wait: () =>
        new Promise((resolve) => {
          held.push(() => resolve(ok(held.length)));
        }),
      fail: ({ how }) => failing(how),
      numbers: ({ upTo, note }, _session, signal) => numbers(upTo, note, signal),
    },
  };
}

function failing(how: string) {
  if (how === 'fault') throw new Fault('disk_full', 'INSERT INTO secrets at /data/book.db');
  if (how === 'odd fault') throw new Fault('not a Code', 'x');
  if (how === 'bug') throw new TypeError('SELECT name FROM secrets');
  if (how === 'output') return ok(-1);
  if (how === 'refusal') return refuse({ code: untyped('undeclared') });
  return refuse({ code: 'declared', secret: 'x'.repeat(501) });
}

/** The third item, where a stream may go wrong. */
function third(note: string) {
  if (note === 'fail') throw new Fault('disk_full', '/data/book.db');
  if (note === 'undeclared') return untyped({ n: 2, secret: note });
  return { n: 2, note: note === 'huge' ? 'x'.repeat(1_200_000) : note };
}

/** A value that the compiler knows nothing about, as a mistake of ours would make it. */
function untyped(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}
