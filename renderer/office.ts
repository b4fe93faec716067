// The office as the screens see it: one link that comes back by itself, questions that are asked
// again after it was gone, and the announcements of what changed. No screen ever waits for a dead
// channel, and none says "failed" while nobody knows.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Channel } from '../preload/channel.ts';
import { createClient, isChannelClosed } from '../preload/client.ts';
import { type Client, contract, type Item, type Output } from '../preload/contract/contract.ts';
import type { Reply, Stream } from '../preload/contract/method.ts';
import type { Announcement, Topic } from '../preload/contract/office.ts';
import type { Door, KeptFile } from './client.ts';
import type { Later } from './throttle.ts';

export type OfficeState = {
  /** `away`: it was there and is being waited for; `ended`: this window may not come back. */
  readonly link: 'connecting' | 'open' | 'away' | 'ended';
  readonly phase: Item<'officeState'>['phase'] | null;
  readonly fault: string | null;
  readonly businessDate: string | null;
  readonly demo: boolean;
  readonly session: Output<'session'> | null;
};

export type Office = {
  readonly state: StoreApi<OfficeState>;
  /**
   * Asks until there is an answer. When the office goes away meanwhile, the same question is asked
   * again: reading changes nothing, and a deed carries its submission id, so it happens once.
   */
  ask<Value>(question: (client: Client) => Promise<Reply<Value>>): Promise<Reply<Value>>;
  /** Follows a stream, and opens it again after the office was away, until `signal` aborts. */
  follow<T>(
    open: (client: Client) => Stream<T>,
    onItem: (item: T) => void,
    signal: AbortSignal,
  ): Promise<Reply<null>>;
  /** Told after every commit that touched the topic, and after every absence. */
  onChanged(topic: Topic, listener: (ids: readonly number[] | null) => void): () => void;
  keepFile(file: File, signal: AbortSignal): Promise<Reply<KeptFile>>;
  newSubmissionId(): string;
  readonly later: Later;
  stop(): void;
};

/** Milliseconds between two tries to reach the office; the last one repeats. */
const RETRY_AFTER = [100, 250, 500, 1000, 2000] as const;
const EVERY_TOPIC: readonly Topic[] = [
  'batches',
  'payments',
  'cycles',
  'accounts',
  'entries',
  'policies',
];

export type OfficeOptions = {
  readonly later: Later;
  readonly newId: () => string;
};

export function createOffice(door: Door, { later, newId }: OfficeOptions): Office {
  const state = createStore<OfficeState>(() => ({
    link: 'connecting',
    phase: null,
    fault: null,
    businessDate: null,
    demo: false,
    session: null,
  }));
  const listeners = new Map<Topic, Set<(ids: readonly number[] | null) => void>>();
  let client: Client | null = null;
  let channel: Channel | null = null;
  let waiting: (() => void)[] = [];
  let tries = 0;
  let stopped = false;

  function announce({ topic, ids }: Announcement) {
    for (const listener of listeners.get(topic) ?? []) listener(ids);
  }

  function release() {
    const released = waiting;
    waiting = [];
    for (const each of released) each();
  }

  async function reach() {
    if (stopped) return;
    const opened = await door.open().catch(() => null);
    if (stopped) return;
    if (opened === 'ended') {
      state.setState({ link: 'ended' });
      release();
      return;
    }
    if (opened === null) return retry();
    const came = createClient(contract, opened);
    channel = opened;
    client = came;
    opened.onClose(() => {
      if (client !== came) return;
      client = null;
      state.setState({ link: 'away', phase: null });
      retry();
    });
    if (client !== came) return;
    listen(came);
    state.setState({ link: 'open' });
    release();
    for (const topic of EVERY_TOPIC) announce({ topic, ids: null });
  }

  function retry() {
    const ms = RETRY_AFTER[Math.min(tries, RETRY_AFTER.length - 1)] ?? 2000;
    tries += 1;
    if (state.getState().link === 'connecting' && tries > 2) state.setState({ link: 'away' });
    later(() => void reach(), ms);
  }

  /** Opened before anything is asked, so that no change can fall between. */
  function listen(came: Client) {
    void drain(came.changed({}), announce);
    void drain(came.officeState({}), (item) => {
      tries = 0;
      const before = state.getState().phase;
      state.setState(item);
      if (item.phase === 'ready' && before !== 'ready') {
        for (const topic of EVERY_TOPIC) announce({ topic, ids: null });
      }
    });
    void came.session({}).then((reply) => {
      if (reply.ok) state.setState({ session: reply.value, demo: reply.value.demo });
    });
  }

  function open(): Promise<Client | null> {
    if (client !== null) return Promise.resolve(client);
    if (stopped || state.getState().link === 'ended') return Promise.resolve(null);
    return new Promise((resolve) => {
      waiting.push(() => void open().then(resolve));
    });
  }

  function ready(): Promise<void> {
    return new Promise((resolve) => {
      const done = state.subscribe(({ phase, link }) => {
        const checking = phase === null || phase === 'checking_the_book';
        if (checking && link !== 'ended') return;
        done();
        resolve();
      });
    });
  }

  void reach();
  return {
    state,
    async ask(question) {
      let cutOff = false;
      for (;;) {
        const came = await open();
        if (came === null) return { ok: false, fault: { id: null, code: 'session_ended' } };
        const reply = await question(came);
        const notReady = 'refusal' in reply && reply.refusal.code === 'office_is_not_ready';
        if (isChannelClosed(reply)) cutOff = true;
        else if (!(cutOff && notReady)) return reply;
        // A deed that was cut off is answered only when the office can say what became of it.
        if (notReady && state.getState().phase !== 'ready') await ready();
      }
    },
    async follow(openStream, onItem, signal) {
      for (;;) {
        const came = await open();
        if (came === null) return { ok: false, fault: { id: null, code: 'session_ended' } };
        const stream = openStream(came);
        const cancel = () => stream.cancel();
        signal.addEventListener('abort', cancel, { once: true });
        if (signal.aborted) cancel();
        const end = await drain(stream, (item) => {
          if (!signal.aborted) onItem(item);
        });
        signal.removeEventListener('abort', cancel);
        if (signal.aborted || !isChannelClosed(end)) return end;
      }
    },
    onChanged(topic, listener) {
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known.add(listener));
      return () => known.delete(listener);
    },
    keepFile: (file, signal) => door.keepFile(file, signal),
    newSubmissionId: newId,
    later,
    stop() {
      stopped = true;
      channel?.close();
      release();
    },
  };
}

async function drain<T>(stream: Stream<T>, onItem: (item: T) => void): Promise<Reply<null>> {
  for await (const item of stream) onItem(item);
  return stream.end;
}
