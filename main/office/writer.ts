// The way to the book for every deed of the office: deeds that arrive while one commit is being
// made durable wait, and share the next one. Each stays a deed of its own.
import type { Book } from '../ledger/book.ts';

declare const TURN: unique symbol;

/**
 * Handed to a deed while it is done, and to nobody else: who may act is looked at by it, after every
 * deed that stood before in the line.
 */
export type Turn = { readonly [TURN]: true };

/** Deeds under one commit: beyond, the sync is a small part of what each costs. */
const TOGETHER_MAX = 1000;

/** Milliseconds after which no further deed is begun before the commit: others wait to be heard. */
const TOGETHER_MS = 10;

export type Writer = {
  /**
   * Does `deed`, which calls the book's `perform` (all its calls under one commit), and answers when
   * it is durable. Rejects with what it threw; `commit_unknown` means that the process must end.
   */
  readonly do: <Value>(deed: (turn: Turn) => Value) => Promise<Value>;
  /** When every deed that waits now has been answered. */
  readonly idle: () => Promise<void>;
  /** From now on nothing is committed, and every deed waits, until what it answers is called. */
  readonly hold: () => () => void;
};

// It says nothing but that this is the writer; only here is one made.
const THE_TURN = Object.freeze({}) as Turn;

/** A deed that waits: does it, and answers how to tell whoever asked. */
type Waiting = { readonly deed: () => () => void; readonly fail: (error: unknown) => void };

/** The writer of `book`. `onCommitted` is told after each commit; `now` answers milliseconds. */
export function openWriter(
  book: Pick<Book, 'together'>,
  onCommitted: () => void = () => undefined,
  now: () => number = () => performance.now(),
): Writer {
  let waiting: Waiting[] = [];
  let isDue = false;
  let holds = 0;

  /** In the loop's next turn: whoever else asks in this one is in the same commit. */
  function schedule(): void {
    if (isDue || holds > 0) return;
    isDue = true;
    setImmediate(commit);
  }

  function commit(): void {
    isDue = false;
    if (holds > 0) return;
    const group = waiting.slice(0, TOGETHER_MAX);
    waiting = waiting.slice(group.length);
    const until = now() + TOGETHER_MS;
    try {
      const settled = book.together(
        group.map(({ deed }) => deed),
        () => now() >= until,
      );
      onCommitted();
      waiting = [...group.slice(settled.length), ...waiting];
      for (const [at, one] of settled.entries()) {
        if (one.done) one.value();
        else group[at]?.fail(one.error);
      }
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
    if (waiting.length > 0) schedule();
  }

  function add<Value>(deed: (turn: Turn) => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      const answered = (): (() => void) => {
        const value = deed(THE_TURN);
        return () => resolve(value);
      };
      waiting.push({ deed: answered, fail: reject });
      schedule();
    });
  }

  return {
    do: add,
    idle: async () => {
      if (waiting.length > 0) await add(() => undefined);
    },
    hold: () => {
      let isHeld = true;
      holds += 1;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holds -= 1;
        if (waiting.length > 0) schedule();
      };
    },
  };
}
