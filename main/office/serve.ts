// The threshold of the office: every frame of a channel is checked here against the contract
// before a handler sees it, and every answer before it leaves. No stack and no SQL crosses.
import {
  CALLS_IN_FLIGHT_MAX,
  type Channel,
  decode,
  encode,
  type RequestFrame,
  requestFrame,
  STREAM_CREDIT_MAX,
} from '../../preload/channel.ts';
import type {
  CallMethod,
  ContractShape,
  HandlersOf,
  Reply,
} from '../../preload/contract/method.ts';
import { accessRefusals, code, refusal } from '../../preload/contract/values.ts';
import { assert } from '../domain/assert.ts';
import { Fault, type Refusal, type Result, refuse } from '../domain/result.ts';
import { type Entry, isDeed, joinTable } from './joined-table.ts';
import { TakenBack } from './taken-back.ts';

/** Requests outside the contract that one channel may make before it is closed. */
export const BAD_REQUESTS_MAX = 100;

/** What the log keeps of a fault: the wire carries only `faultId` and `code`. */
export type ServeLog = {
  /** Null when no one could be answered: the frame was not of the protocol. */
  readonly faultId: string | null;
  /** Null when the frame named no method of the contract. */
  readonly method: string | null;
  readonly code: string;
  /** Where an input or an answer was wrong (paths, never values), or the error itself. */
  readonly cause: unknown;
};

export type ServeOptions<Session> = {
  /** Who asks: known by the channel, never read from an input. */
  readonly session: Session;
  readonly log: (entry: ServeLog) => void;
  readonly newFaultId: () => string;
  /**
   * Asked before a call whose input is as declared is entered: null to enter it now, else a
   * promise that says whether it may be, or the refusal it is answered instead.
   */
  readonly admit?: (
    method: CallMethod,
    signal: AbortSignal,
    name: string,
  ) => Promise<Refusal | null> | null;
  /**
   * Asked before every call and stream whose input is as declared, first of all: whether this session
   * may ask it now, and what it then asks as. Without it everything is let in as `session`.
   */
  readonly enter?: (method: string, input: unknown) => Result<Entered<Session>>;
  /**
   * What the session is told instead of each value, item and refusal that a handler answers, in the
   * shape that was declared. Without it everything leaves as it was answered.
   */
  readonly tell?: (method: string, answer: unknown, session: Session) => unknown;
  /**
   * Whether `value`, as it would be told, is told no more, because what was let in is over. Without it
   * every value but a deed's is kept back.
   */
  readonly keepsBack?: (method: string, value: unknown) => boolean;
  /** Told of each call whose handler was entered and whose asker is not told what it answered. */
  readonly onUntold?: (method: string, untold: Untold<Session>) => void;
};

/** A call that was entered and not told: it was kept back, could not be sent, or came to a fault. */
export type Untold<Session> = {
  readonly input: unknown;
  readonly session: Session;
  /** The value as it would be told; null where a fault came first. A refusal is nobody's loss. */
  readonly answered: { readonly value: unknown } | null;
  /** What is said in its place; `channel_closed` where nobody was there to be told anything. */
  readonly code: string;
};

/** What a call or stream is let in with. */
export type Entered<Session> = {
  readonly session: Session;
  /** Aborts when what was let in may go on no more: streams end then, and answers are kept back. */
  readonly ended: AbortSignal;
  /** What is answered from then on; null before. */
  readonly closed: () => Refusal | null;
};

/** A call or stream under way. It counts until its handler has really ended. */
type Running<Session> = {
  readonly abort: AbortController;
  credit: number;
  wake: () => void;
  /** Of a call, once its handler was entered: what is lost where its reply does not arrive. */
  lost: Omit<Untold<Session>, 'code'> | null;
};

type AnyReply = Reply<unknown>;
type Asking = Extract<RequestFrame, { kind: 'call' | 'open' }>;

/**
 * Answers one channel until it closes. Handlers are entered in the order of the frames, before
 * the next frame is looked at, so a stream listens before anything asked for later is read.
 * Faults: `bad_request` (unknown method, extra keys, wrong types), `too_many_calls`,
 * `frame_too_large` (the answer), the code of a thrown {@link Fault}, and `unexpected` for our own
 * mistakes, an undeclared refusal among them. A frame outside the protocol, a sequence number used
 * again, or more than {@link BAD_REQUESTS_MAX} bad requests close the channel. A deed under way
 * when its channel closes runs to its end, and `onUntold` hears of it; streams end.
 */
export function serve<C extends ContractShape, Session>(
  contract: C,
  handlers: HandlersOf<C, Session>,
  channel: Channel,
  options: ServeOptions<Session>,
): void {
  const table = joinTable<C, Session>(contract, handlers);
  const running = new Map<number, Running<Session>>();
  const counts = { lastSeq: 0, badRequests: 0 };
  const service = { table, running, channel, options, ...counts, isClosed: false };
  channel.onFrame((text) => receive(service, text));
  channel.onClose(() => {
    service.isClosed = true;
    for (const one of running.values()) stop(one);
  });
}

type Service<Session> = {
  readonly table: ReadonlyMap<string, Entry<Session>>;
  readonly running: Map<number, Running<Session>>;
  readonly channel: Channel;
  readonly options: ServeOptions<Session>;
  lastSeq: number;
  badRequests: number;
  isClosed: boolean;
};

function receive<Session>(service: Service<Session>, text: string): void {
  const frame = readFrame(text);
  if (frame === null) breach(service, 'not a frame');
  else if (frame.kind === 'call' || frame.kind === 'open') start(service, frame);
  else if (frame.seq > service.lastSeq) breach(service, 'sequence number never used');
  else steer(service, frame);
}

function start<Session>(service: Service<Session>, frame: Asking): void {
  if (frame.seq <= service.lastSeq) {
    breach(service, 'sequence number used again');
    return;
  }
  service.lastSeq = frame.seq;
  const { seq } = frame;
  const entry = service.table.get(frame.method);
  const open = service.running.size;
  if (entry?.kind !== frame.kind) {
    const reply = refused(service, null, 'bad_request', 'no such method');
    service.channel.send(encode({ kind: 'reply', seq, reply }));
  } else if (open >= CALLS_IN_FLIGHT_MAX) {
    const reply = refused(service, frame.method, 'too_many_calls', `${open} are open`);
    service.channel.send(encode({ kind: 'reply', seq, reply }));
  } else {
    void run(service, entry, frame);
  }
}

/** What has just ended may still be granted credit or cancelled by an asker who cannot know. */
function steer<Session>(
  service: Service<Session>,
  frame: Exclude<RequestFrame, { kind: 'call' | 'open' }>,
): void {
  const one = service.running.get(frame.seq);
  if (one === undefined) return;
  if (frame.kind === 'cancel') {
    stop(one);
    return;
  }
  one.credit += frame.credit;
  if (one.credit > STREAM_CREDIT_MAX) breach(service, 'too much credit');
  else one.wake();
}

/** Enters the handler before it first waits; never rejects. */
async function run<Session>(
  service: Service<Session>,
  entry: Entry<Session>,
  asking: Asking,
): Promise<void> {
  const { seq, method } = asking;
  const credit = asking.kind === 'open' ? asking.credit : 0;
  const abort = new AbortController();
  const one: Running<Session> = { abort, credit, wake: () => {}, lost: null };
  service.running.set(seq, one);
  let reply: AnyReply;
  let frame: string;
  try {
    reply = await answer(service, entry, asking, one);
    frame = encode({ kind: 'reply', seq, reply });
  } catch (error) {
    reply = faultOf(service, method, error);
    frame = encode({ kind: 'reply', seq, reply });
  }
  // Before the answer leaves, because the asker may call again the moment it has it.
  service.running.delete(seq);
  const untold = service.isClosed ? 'channel_closed' : null;
  const code = codeIn(reply) ?? untold;
  if (one.lost !== null && code !== null) service.options.onUntold?.(method, { ...one.lost, code });
  service.channel.send(frame);
}

/** What is said instead of a value; null where it is a value. */
function codeIn(reply: AnyReply): string | null {
  if (reply.ok) return null;
  return 'fault' in reply ? reply.fault.code : reply.refusal.code;
}

async function answer<Session>(
  service: Service<Session>,
  entry: Entry<Session>,
  asking: Asking,
  one: Running<Session>,
): Promise<AnyReply> {
  const { options, channel } = service;
  const input = entry.method.input.safeParse(asking.input);
  if (!input.success) return refused(service, asking.method, 'bad_request', places(input.error));
  const entered = options.enter?.(asking.method, input.data) ?? asItIs(options.session);
  if (!entered.ok) return closedReply(entered.refusal);
  const { session, ended, closed } = entered.value;
  const tell: Tell = (told) => options.tell?.(asking.method, told, session) ?? told;
  if (entry.kind === 'call') {
    const { signal } = one.abort;
    const admitted = options.admit?.(entry.method, signal, asking.method) ?? null;
    const notNow = admitted === null ? null : await admitted;
    if (notNow !== null)
      return isAccess(notNow) ? closedReply(notNow) : checkedReply(entry, refuse(notNow));
    const entering = { input: input.data, session };
    one.lost = { ...entering, answered: null };
    const reply = await answeredBy(entry, input.data, session, signal, tell);
    one.lost = reply.ok ? { ...entering, answered: { value: reply.value } } : null;
    const over = closed();
    // A refusal is told, and so is what became of a deed; what was read or given out is not.
    if (over === null || !reply.ok) return reply;
    const isKept = options.keepsBack?.(asking.method, reply.value) ?? !isDeed(entry.method);
    return isKept ? closedReply(over) : reply;
  }
  const end = (): void => stop(one);
  ended.addEventListener('abort', end, { once: true });
  try {
    const reply = await pour(entry, input.data, one, session, (item) => {
      // Asked of every item: what ends a stream by itself may come a moment after the commit.
      if (closed() !== null) return false;
      channel.send(encode({ kind: 'item', seq: asking.seq, item: tell(item) }));
      return true;
    });
    const isOver = closed();
    return isOver === null ? reply : closedReply(isOver);
  } finally {
    ended.removeEventListener('abort', end);
  }
}

const NEVER = new AbortController().signal;

function asItIs<Session>(session: Session): Result<Entered<Session>, never> {
  return { ok: true, value: { session, ended: NEVER, closed: () => null } };
}

function isAccess({ code: said }: Refusal): boolean {
  return accessRefusals.some((each) => each === said);
}

/** What every method may be answered before its own refusals. */
function closedReply(closed: Refusal): AnyReply {
  const said = refusal.safeParse(closed);
  assert(said.success && isAccess(said.data), `${closed.code} is declared for every method`);
  return { ok: false, refusal: said.data };
}

function faultOf<Session>(
  service: Service<Session>,
  method: string | null,
  error: unknown,
): AnyReply {
  const named = error instanceof Fault && code.safeParse(error.code).success;
  const faultCode = named ? error.code : 'unexpected';
  const faultId = service.options.newFaultId();
  service.options.log({ faultId, method, code: faultCode, cause: error });
  return { ok: false, fault: { id: faultId, code: faultCode } };
}

/** What an honest asker never does: answered, logged, and counted against the channel. */
function refused<Session>(
  service: Service<Session>,
  method: string | null,
  faultCode: 'bad_request' | 'too_many_calls',
  cause: string,
): AnyReply {
  service.badRequests += 1;
  const reply = faultOf(service, method, new Fault(faultCode, cause));
  if (service.badRequests > BAD_REQUESTS_MAX) breach(service, 'too many bad requests');
  return reply;
}

function breach<Session>(service: Service<Session>, cause: string): void {
  service.options.log({ faultId: null, method: null, code: 'bad_frame', cause });
  service.channel.close();
}

function readFrame(text: string): RequestFrame | null {
  try {
    return requestFrame.safeParse(decode(text)).data ?? null;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

function stop(one: Pick<Running<unknown>, 'abort' | 'wake'>): void {
  one.abort.abort();
  one.wake();
}

type Tell = (answer: unknown) => unknown;

/** The answer as declared and told; an undeclared one is our mistake and never leaves. */
function checkedReply(
  entry: { readonly method: CallMethod },
  result: Result<unknown>,
  tell: Tell = (answer) => answer,
): AnyReply {
  if (result.ok) {
    const value = entry.method.output.safeParse(tell(result.value));
    assert(value.success, `the answer is as declared: ${value.error ? places(value.error) : ''}`);
    return { ok: true, value: value.data };
  }
  const said = refusal.safeParse(tell(result.refusal));
  assert(said.success, `the refusal ${result.refusal.code} is plain and short`);
  assert(entry.method.refusals.includes(said.data.code), `${said.data.code} is declared`);
  return { ok: false, refusal: said.data };
}

/**
 * Sends items while there is credit, and asks for the next one only then: nothing piles up. It is
 * over as soon as one may not be sent.
 */
async function pour<Session>(
  entry: Extract<Entry<Session>, { kind: 'open' }>,
  input: unknown,
  one: Running<Session>,
  session: Session,
  send: (item: unknown) => boolean,
): Promise<AnyReply> {
  const { signal } = one.abort;
  try {
    for await (const item of entry.handler(input, session, signal)) {
      if (signal.aborted) break;
      const checked = entry.method.item.safeParse(item);
      assert(
        checked.success,
        `the item is as declared: ${checked.error ? places(checked.error) : ''}`,
      );
      one.credit -= 1;
      if (!send(checked.data)) break;
      while (one.credit === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          one.wake = resolve;
        });
      }
      if (signal.aborted) break;
    }
  } catch (error) {
    // A handler may answer the abort by throwing its reason: that is an end, not a fault.
    if (!signal.aborted || error !== signal.reason) throw error;
  }
  return { ok: true, value: null };
}

/** What the handler answers, or why what it would have done was taken back while it waited. */
async function answeredBy<Session>(
  entry: Extract<Entry<Session>, { kind: 'call' }>,
  input: unknown,
  session: Session,
  signal: AbortSignal,
  tell: Tell,
): Promise<AnyReply> {
  try {
    return checkedReply(entry, await entry.handler(input, session, signal), tell);
  } catch (error) {
    if (error instanceof TakenBack) return closedReply(error.refusal);
    throw error;
  }
}

/** Where a value is not as declared: paths and kinds of issue, at most ten, never a value. */
function places(error: { readonly issues: readonly { path: PropertyKey[]; code?: string }[] }) {
  const said = error.issues.slice(0, 10).map((issue) => `${issue.path.join('.')} ${issue.code}`);
  return said.join('; ').slice(0, 500);
}
