// Starts an office process, watches it, and starts it again when it dies: a commit whose outcome
// is unknown is only known to the next process.
import { fork } from 'node:child_process';
import { type Channel, decode, encode } from '../../preload/channel.ts';
import type { Stated } from '../../preload/session.ts';
import { Fault } from '../domain/result.ts';
import { fittingKeys } from './book-keys.ts';
import { createPipe, type Pipe, type PipeEnd } from './channels.ts';
import type { Slot } from './key-slots.ts';
import type { OfficeStart } from './office.ts';
import type { OfficeWord, Presence, ShellWord } from './office-protocol.ts';

/** `restarting`: screens say "checking". `stopped`: for good, with the reason. */
export type OfficeState =
  | { readonly kind: 'starting' | 'ready' | 'restarting' }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

export type StopReason =
  | { readonly kind: 'ended' }
  | Extract<OfficeWord, { readonly kind: 'refused' | 'failed' }>;

export type SupervisedOffice = {
  /** A channel into the office as it is now; it closes when that process dies. */
  readonly open: (session: Stated) => Channel;
  /** Resolves when the office is ready; rejects with the reason when it stops instead. */
  readonly ready: () => Promise<void>;
  readonly onState: (listener: (state: OfficeState) => void) => void;
  readonly state: () => OfficeState;
  /** The process id of the office as it is now; null between two. */
  readonly pid: () => number | null;
  /** Passes on what the workstation says of the person; an office that is away misses it. */
  readonly tellPresence: (presence: Presence) => void;
  /** Told the keys of the book once an office is ready that opened it with others than before. */
  readonly onKeys: (listener: (keys: readonly Uint8Array[]) => void) => void;
  /** One more way of opening the book, for the office to keep; one that is away misses it. */
  readonly tellSlot: (slot: Slot) => void;
  readonly stop: () => Promise<void>;
};

/** Restarts within the window before the supervisor gives up and says why. */
export const RESTARTS_MAX = 5;
const RESTART_WINDOW_MS = 60_000;

/** How long an office may take to end in order; then it is ended as a crash would end it. */
const STOP_MS = 10_000;

/** Thrown by `ready` when the office stopped: carries the refusal or the fault. */
export class OfficeStopped extends Fault {
  override name = 'OfficeStopped';
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super('office_stopped', reason.kind === 'failed' ? reason.detail : reason.kind);
    this.reason = reason;
  }
}

/** A process that runs an office, as its supervisor needs it: whatever started it. */
export type OfficeChild = PipeEnd & {
  /** Undefined when the process could not be made. */
  readonly pid: number | undefined;
  on(event: 'exit' | 'disconnect', listener: () => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  /** Ends it in order: nobody will speak to it any more. */
  disconnect(): void;
  /** Ends it as a crash would. */
  kill(): void;
};

export type StartOfficeProcess = () => OfficeChild;

/**
 * Megabytes of young objects before they are looked through. The system's own choice grows with the
 * machine, to some 130 of which hardly any are in use; looking through few of them often takes no
 * more time.
 */
const YOUNG_MEGABYTES = 8;

/** The program of an office, in every shell. */
export const OFFICE_PROGRAM = new URL('./office-process.ts', import.meta.url);

/** Offices as children of Node; tests give a `program` with a fault planted in it. */
export function nodeChild(program = OFFICE_PROGRAM): StartOfficeProcess {
  return () => {
    const child = fork(program, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [`--max-semi-space-size=${YOUNG_MEGABYTES}`],
    });
    return {
      // Node tells the id before the process runs, and none when there will be no process.
      pid: child.pid,
      send: (message, callback) => child.send(message as object, callback),
      on: (event: string, listener: (said: unknown) => void) => child.on(event, listener),
      disconnect: () => child.disconnect(),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}

/** Starts an office by `startProcess` and watches it; it is started again the same way. */
export function superviseOffice(
  start: OfficeStart,
  startProcess: StartOfficeProcess = nodeChild(),
): SupervisedOffice {
  const supervision = new Supervision(start, startProcess);
  supervision.spawn();
  return {
    open: (session) => supervision.open(session),
    ready: () => supervision.ready(),
    onState: (listener) => {
      supervision.listeners.push(listener);
    },
    state: () => supervision.state,
    pid: () => supervision.child?.pid ?? null,
    tellPresence: (presence) => supervision.say({ kind: 'presence', presence }),
    onKeys: (listener) => {
      supervision.keyListeners.push(listener);
    },
    tellSlot: (slot) => supervision.say({ kind: 'slot', slot }),
    stop: () => supervision.stop(),
  };
}

class Supervision {
  state: OfficeState = { kind: 'starting' };
  child: OfficeChild | null = null;
  readonly listeners: ((state: OfficeState) => void)[] = [];
  readonly keyListeners: ((keys: readonly Uint8Array[]) => void)[] = [];
  private start: OfficeStart;
  private readonly startProcess: StartOfficeProcess;
  private pipe: Pipe | null = null;
  private lastWord: OfficeWord | null = null;
  private restarts: number[] = [];
  private ending = false;

  constructor(start: OfficeStart, startProcess: StartOfficeProcess) {
    this.start = start;
    this.startProcess = startProcess;
  }

  spawn(): void {
    const child = this.startProcess();
    this.child = child;
    this.lastWord = null;
    this.pipe = createPipe(child, (channel) => channel.close());
    child.on('message', (message: unknown) => this.hear(message));
    child.on('error', () => {
      // A process that could not be made has no id and never exits.
      if (child.pid === undefined) this.ended();
    });
    child.on('disconnect', () => this.cutOff());
    child.on('exit', () => this.ended());
    child.send?.({ shell: encode(this.start) }, () => undefined);
  }

  private hear(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('office' in message)) return;
    const word = decode(String(message.office)) as OfficeWord;
    this.lastWord = word;
    if (word.kind === 'keys') this.start = { ...this.start, keys: word.now, nextKeys: word.next };
    else if (word.kind === 'ready') {
      this.settleKeys();
      this.enter({ kind: 'ready' });
    } else if (word.kind === 'refused') this.giveUp(word);
  }

  /** An office is open: which of the two sets of keys it opened the book with lies beside the book. */
  private settleKeys(): void {
    const { folder, keys: now = [], nextKeys: next = [] } = this.start;
    if (next.length === 0) return;
    const keys = fittingKeys(folder, now, next);
    this.start = { ...this.start, keys, nextKeys: [] };
    if (keys === now) return;
    for (const tell of this.keyListeners) tell(keys);
  }

  /** Its channels are closed; whoever asks `ready` from here on waits for the next office. */
  private cutOff(): void {
    this.pipe = null;
    if (this.state.kind === 'ready' && !this.ending) this.enter({ kind: 'restarting' });
  }

  private ended(): void {
    this.child = null;
    this.pipe = null;
    if (this.state.kind === 'stopped') return;
    if (this.ending) {
      this.enter({ kind: 'stopped', reason: { kind: 'ended' } });
      return;
    }
    const wasStarting = this.state.kind === 'starting';
    const word = this.lastWord;
    const now = performance.now();
    this.restarts = this.restarts.filter((at) => now - at < RESTART_WINDOW_MS);
    // What fails before it ever was ready will fail again; the person must act first.
    if (wasStarting || this.restarts.length >= RESTARTS_MAX) {
      const detail = wasStarting ? 'it ended at once' : `it ended ${RESTARTS_MAX + 1} times`;
      this.giveUp(word?.kind === 'failed' ? word : { kind: 'failed', code: 'office_died', detail });
      return;
    }
    this.restarts.push(now);
    this.enter({ kind: 'restarting' });
    this.spawn();
  }

  private giveUp(reason: StopReason): void {
    this.enter({ kind: 'stopped', reason });
    this.child?.disconnect();
  }

  private enter(state: OfficeState): void {
    const isNews = state.kind !== this.state.kind;
    this.state = state;
    if (!isNews) return;
    for (const listener of [...this.listeners]) listener(state);
  }

  open(session: Stated): Channel {
    if (this.pipe === null) throw new Fault('office_away', 'the office is being started');
    return this.pipe.open(session);
  }

  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (state: OfficeState): void => {
        if (state.kind === 'ready') resolve();
        else if (state.kind === 'stopped') reject(new OfficeStopped(state.reason));
        else return;
        const at = this.listeners.indexOf(check);
        if (at >= 0) this.listeners.splice(at, 1);
      };
      this.listeners.push(check);
      check(this.state);
    });
  }

  say(word: ShellWord): void {
    this.child?.send?.({ shell: encode(word) }, () => undefined);
  }

  stop(): Promise<void> {
    this.ending = true;
    return new Promise((resolve) => {
      const { child } = this;
      if (child === null) {
        resolve();
        return;
      }
      const late = setTimeout(() => child.kill(), STOP_MS);
      child.on('exit', () => {
        clearTimeout(late);
        resolve();
      });
      this.say({ kind: 'end' });
    });
  }
}
