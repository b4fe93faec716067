// How a method of the contract is declared, and the types that both sides derive from it.
// Schemas are zod; the declaration is the only place where a method's shape is written.
import type { z } from 'zod';
import type { Refusal, Result } from '../../main/domain/result.ts';

/** A question with one answer. `refusals` are its expected refusals, first in precedence first. */
export type CallMethod<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Code extends string = string,
> = {
  readonly kind: 'call';
  readonly input: Input;
  readonly output: Output;
  readonly refusals: readonly Code[];
};

/** A question with many answers, sent only as fast as the asker grants credit. */
export type StreamMethod<
  Input extends z.ZodType = z.ZodType,
  Item extends z.ZodType = z.ZodType,
> = {
  readonly kind: 'stream';
  readonly input: Input;
  readonly item: Item;
};

export type ContractShape = { readonly [method: string]: CallMethod | StreamMethod };

/** Declares a call; the refusal codes keep their literal types. */
export function method<
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Code extends string = never,
>(declared: {
  readonly input: Input;
  readonly output: Output;
  readonly refusals: readonly Code[];
}): CallMethod<Input, Output, Code> {
  return { kind: 'call', ...declared };
}

/** Declares a stream. It has no refusals: a stream with nothing to say ends at once. */
export function stream<Input extends z.ZodType, Item extends z.ZodType>(declared: {
  readonly input: Input;
  readonly item: Item;
}): StreamMethod<Input, Item> {
  return { kind: 'stream', ...declared };
}

/**
 * What went wrong outside the contract: `code` is keyed in the locales, `id` finds the entry in
 * the office's log and is null when the fault arose on the caller's own side.
 */
export type CallFault = { readonly id: string | null; readonly code: string };

/** What a call answers: a value, a declared refusal, or a fault. The promise never rejects. */
export type Reply<Value, R extends Refusal = Refusal> =
  | Result<Value, R>
  | { readonly ok: false; readonly fault: CallFault };

/**
 * A running stream. Iterating ends without throwing however the stream ended; `end` then says
 * how. Leaving the loop, or `cancel`, tells the office to stop; `end` is then `ok`.
 */
export type Stream<Item> = AsyncIterable<Item> & {
  readonly end: Promise<Reply<null>>;
  cancel(): void;
};

export type InputOf<M> = M extends { readonly input: infer I extends z.ZodType }
  ? z.output<I>
  : never;
export type OutputOf<M> = M extends CallMethod<z.ZodType, infer O> ? z.output<O> : never;
export type ItemOf<M> = M extends StreamMethod<z.ZodType, infer T> ? z.output<T> : never;
export type CodeOf<M> = M extends { readonly refusals: readonly (infer Code)[] } ? Code : never;
export type RefusalOfMethod<M> = Refusal<Extract<CodeOf<M>, string>>;

/** The asker's side of one method. */
export type AskOf<M> = M extends StreamMethod
  ? (input: InputOf<M>) => Stream<ItemOf<M>>
  : (input: InputOf<M>) => Promise<Reply<OutputOf<M>, RefusalOfMethod<M>>>;

/**
 * The answerer's side of one method. `session` comes from the channel, never from the input;
 * `signal` aborts when the asker cancels or goes away, and a stream must then end.
 */
export type HandlerOf<M, Session> = M extends StreamMethod
  ? (input: InputOf<M>, session: Session, signal: AbortSignal) => AsyncIterable<ItemOf<M>>
  : (
      input: InputOf<M>,
      session: Session,
      signal: AbortSignal,
    ) => Result<OutputOf<M>, RefusalOfMethod<M>> | Promise<Result<OutputOf<M>, RefusalOfMethod<M>>>;

export type ClientOf<C extends ContractShape> = { readonly [K in keyof C]: AskOf<C[K]> };
export type HandlersOf<C extends ContractShape, Session> = {
  readonly [K in keyof C]: HandlerOf<C[K], Session>;
};
