// Offices for the command of `--cli`: a utility process cannot start another one, so it asks the main
// process to, and each word between the two passes through there. No child of Node is ever made: a
// packed program refuses to run as Node.
import type { OfficeChild, StartOfficeProcess } from '../../office/supervise.ts';

/** What the command asks of the main process, about its office of this number. */
type Asked =
  | { readonly office: number; readonly ask: 'start' | 'disconnect' | 'kill' }
  | { readonly office: number; readonly ask: 'send'; readonly message: unknown };

/** What the main process tells the command. */
type Told =
  | { readonly office: number; readonly told: 'exit' | 'error' }
  | { readonly office: number; readonly told: 'message'; readonly message: unknown };

/** The command's end: `process.parentPort` of a utility process. */
export type CommandPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
};

/** The main process's end: the utility process in which the command runs. */
export type CommandProcess = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
};

/** Milliseconds an office may take to end in order when its command is gone. */
const END_MS = 10_000;

/** Starts offices through the main process. */
export function relayedOffices(port: CommandPort): StartOfficeProcess {
  const offices = new Map<number, (told: Told) => void>();
  let last = 0;
  port.on('message', ({ data }) => {
    // Only the main process holds the other end, and it says nothing else.
    const told = data as Told;
    offices.get(told.office)?.(told);
  });
  return () => {
    last += 1;
    const office = last;
    const ask = (asked: Asked): void => port.postMessage(asked);
    const listeners = { message: listenerList(), exit: listenerList(), error: listenerList() };
    offices.set(office, (told) => {
      if (told.told === 'exit') offices.delete(office);
      for (const listener of listeners[told.told]) {
        listener(told.told === 'message' ? told.message : undefined);
      }
    });
    ask({ office, ask: 'start' });
    return {
      // The main process has it; a command has no use for it.
      pid: undefined,
      send(message, callback) {
        ask({ office, ask: 'send', message });
        // A port never says when a message has left.
        callback(null);
      },
      on(event: 'message' | 'exit' | 'error' | 'disconnect', listener: (said: unknown) => void) {
        listeners[event === 'disconnect' ? 'exit' : event].push(listener);
      },
      disconnect: () => ask({ office, ask: 'disconnect' }),
      kill: () => ask({ office, ask: 'kill' }),
    };
  };
}

function listenerList(): ((said: unknown) => void)[] {
  return [];
}

/**
 * Starts the offices that `command` asks for and passes every word on. `endAll` ends in order those
 * that a command left behind, and resolves when none is left.
 */
export function relayOffices(
  command: CommandProcess,
  startOffice: StartOfficeProcess,
): { readonly endAll: () => Promise<void> } {
  const offices = new Map<number, OfficeChild>();
  const tell = (told: Told): void => command.postMessage(told);
  function start(office: number): void {
    const child = startOffice();
    offices.set(office, child);
    child.on('message', (message) => tell({ office, told: 'message', message }));
    child.on('error', () => {
      if (child.pid === undefined) tell({ office, told: 'error' });
    });
    child.on('exit', () => {
      offices.delete(office);
      tell({ office, told: 'exit' });
    });
  }
  command.on('message', (message) => {
    const asked = message as Asked;
    const child = offices.get(asked.office);
    if (asked.ask === 'start') start(asked.office);
    else if (asked.ask === 'send') child?.send?.(asked.message, () => undefined);
    else if (asked.ask === 'disconnect') child?.disconnect();
    else child?.kill();
  });
  return {
    endAll: async () => {
      await Promise.all([...offices.values()].map(ended));
    },
  };
}

function ended(child: OfficeChild): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill(), END_MS);
    child.on('exit', () => {
      clearTimeout(late);
      resolve();
    });
    child.disconnect();
  });
}
