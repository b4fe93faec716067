// Channels of Node: a port between threads, and many channels over one child's IPC pipe. The
// WebSocket's is the loopback shell's own, because it belongs to that server's rules.
import type { MessagePort } from 'node:worker_threads';
import { type Channel, decode, encode, FRAME_UNITS_MAX } from '../../preload/channel.ts';
import { assert } from '../domain/assert.ts';
import { Fault } from '../domain/result.ts';

/** UTF-16 units sent to a process that has not taken them yet; a channel beyond it is closed. */
export const UNSENT_UNITS_MAX = 16 * FRAME_UNITS_MAX;
/** Channels open over one pipe; the next one is the fault `too_many_channels`. */
export const PIPE_CHANNELS_MAX = 64;

/** A channel over one port of a `MessageChannel` (or a worker's `parentPort`). */
export function portChannel(port: MessagePort): Channel {
  const half = frameChannel({
    send: (frame) => port.postMessage(frame),
    close: () => port.close(),
  });
  port.on('message', (frame: unknown) =>
    typeof frame === 'string' ? half.frame(frame) : half.channel.close(),
  );
  port.on('close', half.closed);
  return half.channel;
}

/** A child process, or `process` inside a child: what both ends of an IPC pipe have in common. */
export type PipeEnd = {
  send?(message: unknown, callback: (error: Error | null) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
};

export type Pipe = {
  /** Opens a channel; the other end is told `session`, plain data that {@link encode} takes. */
  open(session: unknown): Channel;
};

/**
 * Many channels over one pipe. `onOpen` receives those that the other end opened, with the
 * session it stated: the office believes it because only its own shell holds the pipe.
 */
export function createPipe(
  end: PipeEnd,
  onOpen: (channel: Channel, session: unknown) => void,
): Pipe {
  const ours = new Map<number, Half>();
  const theirs = new Map<number, Half>();
  let lastNumber = 0;
  let connected = true;

  function join(halves: Map<number, Half>, number: number): Half {
    const side: Said['side'] = halves === ours ? 'opener' : 'opened';
    let unsent = 0;
    const post = (kind: string, text: string) => {
      if (!connected) return;
      unsent += text.length;
      end.send?.([side, number, kind, text], () => {
        unsent -= text.length;
      });
    };
    const half = frameChannel({
      send(frame) {
        post('frame', frame);
        if (unsent > UNSENT_UNITS_MAX) half.channel.close();
      },
      close() {
        post('close', '');
        halves.delete(number);
        half.closed();
      },
    });
    halves.set(number, half);
    return half;
  }

  end.on('message', (message) => {
    const said = readMessage(message);
    const halves = said?.side === 'opener' ? theirs : ours;
    if (said?.kind === 'open' && !theirs.has(said.number)) {
      const opened = join(theirs, said.number).channel;
      if (theirs.size > PIPE_CHANNELS_MAX) opened.close();
      else onOpen(opened, decode(said.text));
    } else if (said?.kind === 'frame') {
      halves.get(said.number)?.frame(said.text);
    } else if (said?.kind === 'close') {
      halves.get(said.number)?.closed();
      halves.delete(said.number);
    }
  });
  end.on('disconnect', () => {
    connected = false;
    for (const half of [...ours.values(), ...theirs.values()]) half.closed();
    ours.clear();
    theirs.clear();
  });

  return {
    open(session) {
      if (ours.size >= PIPE_CHANNELS_MAX) {
        throw new Fault('too_many_channels', `${ours.size} channels are open`);
      }
      assert(end.send !== undefined, 'a pipe has been opened with the process');
      lastNumber += 1;
      const half = join(ours, lastNumber);
      if (connected) end.send(['opener', lastNumber, 'open', encode(session)], () => {});
      else half.channel.close();
      return half.channel;
    },
  };
}

type Said = { side: 'opener' | 'opened'; number: number; kind: string; text: string };

/** A message of ours, or null: other parts of a program may speak on the same pipe. */
function readMessage(message: unknown): Said | null {
  if (!Array.isArray(message) || message.length !== 4) return null;
  const [side, number, kind, text]: unknown[] = message;
  if (side !== 'opener' && side !== 'opened') return null;
  if (typeof number !== 'number' || typeof kind !== 'string' || typeof text !== 'string')
    return null;
  return { side, number, kind, text };
}

export type Half = {
  readonly channel: Channel;
  readonly frame: (frame: string) => void;
  readonly closed: () => void;
};

/** What every adapter of frames needs: listeners told in order, and closing told once. */
export function frameChannel(wire: { send(frame: string): void; close(): void }): Half {
  let onFrame: (frame: string) => void = () => {};
  const onClose: (() => void)[] = [];
  let closed = false;
  function tellClosed(): void {
    if (closed) return;
    closed = true;
    for (const each of onClose.splice(0)) each();
  }
  return {
    channel: {
      send(frame) {
        if (!closed) wire.send(frame);
      },
      onFrame(fn) {
        onFrame = fn;
      },
      onClose(fn) {
        if (closed) fn();
        else onClose.push(fn);
      },
      close() {
        if (!closed) wire.close();
      },
    },
    frame(frame) {
      if (!closed) onFrame(frame);
    },
    closed: tellClosed,
  };
}
