// Two channels joined in memory, for tests: frames cross in order, each in its own microtask, as
// over any real wire, and both directions are kept so that a test can look at what was said.
import type { Channel } from '../../preload/channel.ts';

type End = Channel & { readonly sent: string[] };
export type ChannelPair = { readonly asker: End; readonly office: End };

export function channelPair(): ChannelPair {
  const asker = half();
  const office = half();
  const state = { closed: false };
  function close(): void {
    if (state.closed) return;
    state.closed = true;
    for (const fn of [...asker.onClose, ...office.onClose]) fn();
  }
  return { asker: end(asker, office, state, close), office: end(office, asker, state, close) };
}

type Half = { onFrame: (frame: string) => void; onClose: (() => void)[] };

function half(): Half {
  return { onFrame: () => {}, onClose: [] };
}

function end(self: Half, other: Half, state: { closed: boolean }, close: () => void): End {
  const sent: string[] = [];
  return {
    sent,
    send(frame) {
      if (state.closed) return;
      sent.push(frame);
      queueMicrotask(() => {
        if (!state.closed) other.onFrame(frame);
      });
    },
    onFrame(fn) {
      self.onFrame = fn;
    },
    onClose(fn) {
      if (state.closed) fn();
      else self.onClose.push(fn);
    },
    close,
  };
}

/** Lets everything that is ready run: all microtasks, then one turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** All items of a stream, as they come. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
