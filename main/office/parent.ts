// The shell as an office process sees it: over the IPC pipe of a Node child, or over the parent port
// of Electron's utility process, where a window's port can be handed over as well.
import type { Channel } from '../../preload/channel.ts';
import { decode } from '../../preload/channel.ts';
import { frameChannel, type PipeEnd } from './channels.ts';

export type Parent = PipeEnd & {
  /** Told of each port that the shell handed over, with the session it stated for it. */
  onPort(listener: (channel: Channel, session: unknown) => void): void;
  /** Makes sure that what was said is on its way, for the process ends with the next line. */
  leave(): void;
};

/** A message port of Electron's utility process: what we use of it. */
export type PortOfUtility = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
};

/** `process.parentPort` of Electron's utility process: what we use of it. */
export type ParentPort = {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly PortOfUtility[] }) => void,
  ): unknown;
};

/** Milliseconds for a last word to leave the process, whose own thread stands still meanwhile. */
const LAST_WORD_MS = 100;

/** The parent of this process, whichever shell started it. */
export function parentOfThisProcess(): Parent {
  return 'parentPort' in process && isParentPort(process.parentPort)
    ? parentOverPort(process.parentPort)
    : parentOverPipe();
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

function parentOverPipe(): Parent {
  return {
    send: (message, callback) => process.send?.(message, undefined, undefined, callback),
    on: (event: 'message' | 'disconnect', listener: (message: unknown) => void) =>
      process.on(event, listener),
    onPort: () => undefined,
    leave: () => process.disconnect?.(),
  };
}

/** A message that brings a port says `{port: session}`; every other one is the pipe's own. */
export function parentOverPort(port: ParentPort): Parent {
  return {
    send(message, callback) {
      port.postMessage(message);
      // The port takes whatever it is given and never says when it has left.
      callback(null);
    },
    on(event: 'message' | 'disconnect', listener: (message: unknown) => void) {
      // A utility process ends with its parent, so it never hears that the parent is gone.
      if (event === 'message') port.on('message', ({ data }) => listener(data));
    },
    onPort(listener) {
      port.on('message', ({ data, ports: [brought] }) => {
        if (brought === undefined || typeof data !== 'object' || data === null) return;
        if ('port' in data) listener(portOfUtilityChannel(brought), decode(String(data.port)));
      });
    },
    leave() {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LAST_WORD_MS);
    },
  };
}

/** A channel over a port that came from a window. Anything but text closes it. */
export function portOfUtilityChannel(port: PortOfUtility): Channel {
  const half = frameChannel({
    send: (frame) => port.postMessage(frame),
    close() {
      port.close();
      half.closed();
    },
  });
  port.on('message', ({ data }) =>
    typeof data === 'string' ? half.frame(data) : half.channel.close(),
  );
  port.on('close', half.closed);
  port.start();
  return half.channel;
}
