// The contract and its handlers as one table by the methods' names, from which the threshold answers.
import type {
  CallMethod,
  ContractShape,
  HandlersOf,
  StreamMethod,
} from '../../preload/contract/method.ts';
import { assert } from '../domain/assert.ts';
import type { Result } from '../domain/result.ts';

type Call<Session> = (
  input: unknown,
  session: Session,
  signal: AbortSignal,
) => Result<unknown> | Promise<Result<unknown>>;
type Open<Session> = (
  input: unknown,
  session: Session,
  signal: AbortSignal,
) => AsyncIterable<unknown>;
/** A method with what answers it. */
export type Entry<Session> =
  | { readonly kind: 'call'; readonly method: CallMethod; readonly handler: Call<Session> }
  | { readonly kind: 'open'; readonly method: StreamMethod; readonly handler: Open<Session> };

/** Whether a method is a deed: it then carries a submission id that must not be used again. */
export function isDeed({ refusals }: CallMethod): boolean {
  return refusals.includes('submission_id_reused');
}

/** Every method of `contract` with its handler; one without a handler is a bug. */
export function joinTable<C extends ContractShape, Session>(
  contract: C,
  handlers: HandlersOf<C, Session>,
): Map<string, Entry<Session>> {
  const table = new Map<string, Entry<Session>>();
  for (const [name, method] of Object.entries(contract)) {
    const handler: unknown = handlers[name];
    assert(typeof handler === 'function', `${name} has a handler`);
    // The type of `handlers` proved key by key that the kinds agree; a loop cannot carry that.
    if (method.kind === 'call') {
      table.set(name, { kind: 'call', method, handler: handler as Call<Session> });
    } else {
      table.set(name, { kind: 'open', method, handler: handler as Open<Session> });
    }
  }
  return table;
}
