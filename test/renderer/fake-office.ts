// An office in memory for the console's stores: the real threshold and the real wire, handlers that
// a test gives, and doors that can be shut like an office that dies. The clock is moved by hand.
import { ok, type Refusal, refuse } from '../../main/domain/result.ts';
import { serve } from '../../main/office/serve.ts';
import { contract, type Handlers, type MethodName } from '../../preload/contract/contract.ts';
import type { Announcement } from '../../preload/contract/office.ts';
import type { OfficeDoor } from '../../renderer/door.ts';
import { createOffice, type Office } from '../../renderer/office.ts';
import { type ChannelPair, channelPair, turn } from '../office/channel-pair.ts';

type State = { phase: 'checking_the_book' | 'ready' | 'read_only' | 'stopped'; demo: boolean };

export type FakeOffice = {
  readonly office: Office;
  readonly state: State;
  /** How often each method was asked. */
  readonly asked: Map<MethodName, number>;
  announce(announcement: Announcement): void;
  /** The office dies: every channel closes, and none opens until `revive`. */
  die(): void;
  revive(): void;
  /** Lets the shortest waiting timer run, and everything that follows from it. */
  pass(): Promise<void>;
  end(): void;
};

const BUSINESS_DATE = '2026-11-26';

/**
 * Handlers that a test does not give answer nothing: calls fault, streams end at once. `closed` is
 * the threshold: what it refuses reaches no handler.
 */
export function fakeOffice(
  given: Partial<Handlers<null>>,
  closed: (method: string) => Refusal | null = () => null,
): FakeOffice {
  const state: State = { phase: 'ready', demo: true };
  const asked = new Map<MethodName, number>();
  const listeners = new Set<(announcement: Announcement) => void>();
  const timers: (() => void)[] = [];
  const open = new Set<ChannelPair>();
  let alive = true;
  let drafts = 0;

  const own = ownHandlers(state, listeners);
  const door: OfficeDoor = {
    async open() {
      if (!alive) return null;
      const pair = channelPair();
      open.add(pair);
      serve(contract, counted({ ...own, ...given }, asked), pair.office, {
        session: null,
        log: () => {},
        newFaultId: () => 'F1',
        enter: (method) => entered(closed(method)),
      });
      return pair.asker;
    },
    async keepFile(file) {
      const { name: fileName, size } = file;
      drafts += 1;
      const submissionId = `draft-${drafts}`;
      const value = { submissionId, originalHash: 'ab'.repeat(32), fileName, size };
      return { ok: true, value };
    },
  };
  let ids = 0;
  const office = createOffice(door, {
    later: (fn) => timers.push(fn),
    newId() {
      ids += 1;
      return `id-${ids}`;
    },
  });
  return {
    office,
    state,
    asked,
    announce(announcement) {
      for (const hear of listeners) hear(announcement);
    },
    die() {
      alive = false;
      for (const pair of open) pair.office.close();
      open.clear();
    },
    revive() {
      alive = true;
    },
    async pass() {
      timers.shift()?.();
      await turn();
      await turn();
    },
    end: () => office.stop(),
  };
}

function entered(refusal: Refusal | null) {
  if (refusal !== null) return refuse(refusal);
  return ok({ session: null, ended: new AbortController().signal, closed: () => null });
}

/** What every console asks at its start. */
function ownHandlers(
  state: State,
  listeners: Set<(announcement: Announcement) => void>,
): Partial<Handlers<null>> {
  return {
    async *officeState(_input, _session, signal) {
      const { phase, demo } = state;
      const intake = { state: 'running', left: 0 } as const;
      const kind = { role: 'participant', demo } as const;
      yield { phase, fault: null, check: null, businessDate: BUSINESS_DATE, ...kind, intake };
      await aborted(signal);
    },
    async *changed(_input, _session, signal) {
      const waiting: Announcement[] = [];
      let wake = () => {};
      const hear = (announcement: Announcement) => {
        waiting.push(announcement);
        wake();
      };
      listeners.add(hear);
      signal.addEventListener('abort', () => wake());
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      listeners.delete(hear);
    },
    session: () => ({
      ok: true,
      value: {
        actor: { id: 'mira', name: 'Mira', roles: ['submitter'] },
        authorities: [],
        shell: 'loopback',
        deeds: ['submitBatch'],
        standing: 'no_people',
        person: null,
        awayUntil: null,
        methods: [],
        demo: state.demo,
        role: 'participant',
        businessDate: BUSINESS_DATE,
      },
    }),
  };
}

/** Every method of the contract: the given handler, counted, or one that answers nothing. */
function counted(given: Partial<Handlers<null>>, asked: Map<MethodName, number>): Handlers<null> {
  const whole: { [name: string]: unknown } = {};
  const handlers: { readonly [name: string]: unknown } = given;
  for (const [name, { kind }] of Object.entries(contract)) {
    const handler = handlers[name];
    whole[name] = (...args: readonly unknown[]) => {
      const key = name as MethodName;
      asked.set(key, (asked.get(key) ?? 0) + 1);
      if (typeof handler === 'function') return Reflect.apply(handler, null, [...args]);
      if (kind === 'call') throw new Error(`${name} was not expected`);
      return nothing();
    };
  }
  // One function per key of the contract, which a loop cannot prove to the compiler.
  return whole as Handlers<null>;
}

async function* nothing(): AsyncGenerator<never> {}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
