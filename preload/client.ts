// The asker's side of a contract: a function per method over one channel, with the credit window
// of streams. It runs in the renderer, in the shells and in tests, and uses nothing of Node.
import type { z } from 'zod';
import { Fault } from '../main/domain/result.ts';
import {
  CALLS_IN_FLIGHT_MAX,
  type Channel,
  decode,
  encode,
  type ReplyFrame,
  replyFrame,
  STREAM_CREDIT,
} from './channel.ts';
import type { CallFault, ClientOf, ContractShape, Reply, Stream } from './contract/method.ts';

type AnyReply = Reply<unknown>;
type Opening =
  | { readonly kind: 'call'; readonly method: string; readonly input: unknown }
  | { readonly kind: 'open'; readonly method: string; readonly input: unknown; credit: number };
/** `take` answers false when the item was not granted. */
type Pending = { settle(reply: AnyReply): void; take(item: unknown): boolean };

/** True when the answer is not known: the channel closed first, so the screen says "checking". */
export function isChannelClosed(reply: AnyReply): boolean {
  return 'fault' in reply && reply.fault.code === 'channel_closed';
}

function failed(faultCode: string): { readonly ok: false; readonly fault: CallFault } {
  return { ok: false, fault: { id: null, code: faultCode } };
}

/**
 * The asker's side: one function per method. Calls answer a reply and never reject; faults of the
 * asker's own side have no id: `channel_closed`, `too_many_calls`, `frame_too_large`. Values are
 * not parsed again, because the office checked them against the same contract.
 */
export function createClient<C extends ContractShape>(contract: C, channel: Channel): ClientOf<C> {
  const asker = createAsker(channel);
  const client: { [name: string]: unknown } = {};
  for (const [name, method] of Object.entries(contract)) {
    client[name] =
      method.kind === 'call'
        ? (input: unknown) => new Promise((settle) => asker.ask(name, input, settle))
        : (input: unknown) => openStream(asker, name, input);
  }
  // The loop made one function of the right kind per key, which the compiler cannot follow.
  return Object.freeze(client) as ClientOf<C>;
}

/** Stands for the sequence number of what was answered here and never sent. */
const NOT_SENT = 0;

type Asker = ReturnType<typeof createAsker>;

function createAsker(channel: Channel) {
  const pending = new Map<number, Pending>();
  let lastSeq = 0;
  let closed = false;

  function start(frame: Opening, waiting: Pending): number {
    const refused = closed
      ? 'channel_closed'
      : pending.size < CALLS_IN_FLIGHT_MAX
        ? null
        : 'too_many_calls';
    try {
      if (refused !== null) throw new Fault(refused, frame.method);
      const text = encode({ ...frame, seq: lastSeq + 1 });
      pending.set(++lastSeq, waiting);
      channel.send(text);
      return lastSeq;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      waiting.settle(failed(error.code));
      return NOT_SENT;
    }
  }

  function receive(text: string) {
    let parsed: z.ZodSafeParseResult<ReplyFrame> | null = null;
    try {
      parsed = replyFrame.safeParse(decode(text));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    const frame = parsed?.data;
    // An office that does not speak the protocol cannot be believed about anything else.
    if (frame === undefined || frame.seq > lastSeq) return channel.close();
    const waiting = pending.get(frame.seq);
    // A stream that was cancelled may still have items under way; they are dropped.
    if (waiting === undefined) return;
    if (frame.kind === 'item') {
      if (!waiting.take(frame.item)) channel.close();
      return;
    }
    pending.delete(frame.seq);
    waiting.settle(frame.reply);
  }

  channel.onFrame(receive);
  channel.onClose(() => {
    closed = true;
    const waiting = [...pending.values()];
    pending.clear();
    for (const each of waiting) each.settle(failed('channel_closed'));
  });

  return {
    ask(method: string, input: unknown, settle: (reply: AnyReply) => void) {
      start({ kind: 'call', method, input }, { settle, take: () => false });
    },
    open(method: string, input: unknown, waiting: Pending): number {
      return start({ kind: 'open', method, input, credit: STREAM_CREDIT }, waiting);
    },
    grant(seqOfStream: number, more: number) {
      if (pending.has(seqOfStream))
        channel.send(encode({ kind: 'grant', seq: seqOfStream, credit: more }));
    },
    cancel(seqOfStream: number) {
      if (!pending.delete(seqOfStream)) return;
      channel.send(encode({ kind: 'cancel', seq: seqOfStream }));
    },
  };
}

/**
 * Opens at once, so that listening starts before anything asked for later. At most
 * {@link STREAM_CREDIT} items wait here; more is granted as the loop takes them.
 */
function openStream(asker: Asker, method: string, input: unknown): Stream<unknown> {
  const waiting: unknown[] = [];
  let outstanding = STREAM_CREDIT;
  let taken = 0;
  let ended = false;
  let wake = () => {};
  let settleEnd: (reply: Reply<null>) => void = () => {};
  const end = new Promise<Reply<null>>((settle) => {
    settleEnd = settle;
  });
  function finish(reply: AnyReply) {
    ended = true;
    settleEnd(reply.ok ? { ok: true, value: null } : reply);
    wake();
  }
  const seqOfStream = asker.open(method, input, {
    settle: finish,
    take(item) {
      if (outstanding === 0) return false;
      outstanding -= 1;
      waiting.push(item);
      wake();
      return true;
    },
  });
  function cancel() {
    if (ended) return;
    asker.cancel(seqOfStream);
    waiting.length = 0;
    finish({ ok: true, value: null });
  }
  async function* items() {
    try {
      while (waiting.length > 0 || !ended) {
        if (waiting.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const item = waiting.shift();
        taken += 1;
        // In halves of the window, so that a grant is not sent for every item.
        if (taken * 2 >= STREAM_CREDIT) {
          outstanding += taken;
          asker.grant(seqOfStream, taken);
          taken = 0;
        }
        yield item;
      }
    } finally {
      cancel();
    }
  }
  const iterator = items();
  return { end, cancel, [Symbol.asyncIterator]: () => iterator };
}
