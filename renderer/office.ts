// The office as the screens see it: one link that comes back by itself, questions that are asked
// again after it was gone, and the announcements of what changed. No screen ever waits for a dead
// channel, and none says "failed" while nobody knows.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { DEMO_ZONE } from '../main/domain/demo-scenes.ts';
import type { Channel } from '../preload/channel.ts';
import { createClient, isChannelClosed } from '../preload/client.ts';
import { type Client, contract, type Item, type Output } from '../preload/contract/contract.ts';
import type { Reply, Stream } from '../preload/contract/method.ts';
import type { Announcement, Topic } from '../preload/contract/office.ts';
import type { KeptFile, OfficeDoor } from './door.ts';
import { isUnproven, type OwnProof, ownProof } from './own-proof.ts';
import { shownZone } from './shown-zone.ts';
import {
  isAtWork,
  isBehind,
  isSeated,
  isShut,
  type Left,
  leftBy,
  type Standing,
  whoOf,
} from './standing.ts';
import type { Later } from './throttle.ts';

export type OfficeState = {
  /** `away`: it was there and is being waited for; `ended`: this window may not come back. */
  readonly link: 'connecting' | 'open' | 'away' | 'ended';
  readonly phase: Item<'officeState'>['phase'] | null;
  readonly fault: string | null;
  /** What of the book is being checked, or failed. */
  readonly check: Item<'officeState'>['check'];
  readonly businessDate: string | null;
  readonly demo: boolean;
  /** Whether payments are taken in; null until the office has said it. */
  readonly intake: Item<'officeState'>['intake'] | null;
  /** What the book is for; a branch's until the office has said it. */
  readonly role: Item<'officeState'>['role'];
  /** Who speaks, also behind the lock. */
  readonly session: Output<'session'> | null;
  /** How the seat stands; null until the office has said it. */
  readonly standing: Standing | null;
  /** Why nobody sits there any more, where this page saw somebody there; else null. */
  readonly left: Left | null;
  /** Whether something waits for the person at work to show again who they are. */
  readonly proofWanted: boolean;
};

export type Office = {
  readonly state: StoreApi<OfficeState>;
  /**
   * Asks until there is an answer. When the office goes away meanwhile, the same question is asked
   * again: reading changes nothing, and a deed carries its submission id, so it happens once. So it
   * is when the person at work had to show again who they are, and did.
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
  /** Hides everything at once, whether the office is there or not, and locks the seat. */
  lock(): void;
  readonly proof: Pick<OwnProof, 'give' | 'withhold'>;
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
  'requests',
  'accounts',
  'entries',
  'policies',
  'people',
];

export type OfficeOptions = {
  readonly later: Later;
  readonly newId: () => string;
};

type Listener = (ids: readonly number[] | null) => void;

/** One channel, while it lasts. */
type Connection = {
  readonly channel: Channel;
  readonly came: Client;
  /** Whether changes are told: not before somebody is at work. */
  isHearing: boolean;
};

/** The link as it stands; every function below works on it. */
type Link = {
  readonly door: OfficeDoor;
  readonly later: Later;
  readonly state: StoreApi<OfficeState>;
  readonly listeners: Map<Topic, Set<Listener>>;
  client: Client | null;
  connection: Connection | null;
  /** Who waits for the office to be reached. */
  waiting: (() => void)[];
  readonly proof: OwnProof;
  /** Locks on their way: until each is answered, nobody is shown at work. */
  locking: number;
  /** Whether somebody sat there when the office went away, until it says how the seat stands. */
  wasCutOff: boolean;
  tries: number;
  stopped: boolean;
};

const AT_FIRST: OfficeState = {
  link: 'connecting',
  phase: null,
  fault: null,
  check: null,
  businessDate: null,
  demo: false,
  intake: null,
  role: 'participant',
  session: null,
  standing: null,
  left: null,
  proofWanted: false,
};
const SIGN_IN_REQUIRED = { ok: false, refusal: { code: 'sign_in_required' } } as const;
const SESSION_ENDED = { ok: false, fault: { id: null, code: 'session_ended' } } as const;

export function createOffice(door: OfficeDoor, { later, newId }: OfficeOptions): Office {
  const state = createStore<OfficeState>(() => AT_FIRST);
  const link: Link = {
    door,
    later,
    state,
    listeners: new Map(),
    client: null,
    connection: null,
    waiting: [],
    proof: ownProof(state, (question) => ask(link, question)),
    locking: 0,
    wasCutOff: false,
    tries: 0,
    stopped: false,
  };
  void reach(link);
  return {
    state,
    later,
    proof: link.proof,
    ask: (question) => ask(link, question),
    follow: (openStream, onItem, signal) => follow(link, openStream, onItem, signal),
    onChanged(topic, listener) {
      const known = link.listeners.get(topic) ?? new Set<Listener>();
      link.listeners.set(topic, known.add(listener));
      return () => known.delete(listener);
    },
    lock: () => void lock(link),
    keepFile: (file, signal) => door.keepFile(file, signal),
    newSubmissionId: newId,
    stop() {
      link.stopped = true;
      link.connection?.channel.close();
      release(link);
    },
  };
}

function announce(link: Link, { topic, ids }: Announcement): void {
  for (const listener of link.listeners.get(topic) ?? []) listener(ids);
}

function announceAll(link: Link): void {
  for (const topic of EVERY_TOPIC) announce(link, { topic, ids: null });
}

function release(link: Link): void {
  const released = link.waiting;
  link.waiting = [];
  for (const each of released) each();
}

async function reach(link: Link): Promise<void> {
  const opened = await link.door.open().catch(() => null);
  if (link.stopped) return;
  if (opened === 'ended') {
    link.state.setState({ link: 'ended' });
    release(link);
    return;
  }
  if (opened === null) return retry(link);
  const came = createClient(contract, opened);
  const connection: Connection = { channel: opened, came, isHearing: false };
  link.connection = connection;
  opened.onClose(() => {
    if (link.connection !== connection) return;
    link.connection = null;
    link.client = null;
    link.wasCutOff ||= isSeated(link.state.getState().standing);
    link.state.setState({ link: 'away', phase: null, check: null });
    if (!link.stopped) retry(link);
  });
  if (link.connection !== connection) return;
  listen(link, connection);
  // Nothing is asked before it is known who asks.
  await lookWho(link, connection);
  if (link.connection !== connection) return;
  link.client = came;
  link.state.setState({ link: 'open' });
  release(link);
  announceAll(link);
}

function retry(link: Link): void {
  const ms = RETRY_AFTER[Math.min(link.tries, RETRY_AFTER.length - 1)] ?? 2000;
  link.tries += 1;
  if (link.tries > 2) link.state.setState({ link: 'away' });
  link.later(() => {
    if (!link.stopped) void reach(link);
  }, ms);
}

function listen(link: Link, connection: Connection): void {
  const { came } = connection;
  void drain(came.officeState({}), (item) => {
    link.tries = 0;
    const before = link.state.getState().phase;
    link.state.setState(item);
    if (item.phase === 'ready' && before !== 'ready') announceAll(link);
  });
  void drain(came.sessionStanding({}), (told) => {
    const { standing } = told;
    const left = leftBy(told, link.state.getState(), link.wasCutOff);
    link.wasCutOff = false;
    // What is to be hidden is hidden at once; what is to be shown waits for whose it is.
    link.state.setState(isAtWork(standing) ? { left } : { left, standing });
    void lookWho(link, connection);
  });
}

/** Asks who sits there and what they may do; whoever is at work hears of changes from then on. */
async function lookWho(link: Link, connection: Connection): Promise<void> {
  const reply = await connection.came.session({});
  if (!reply.ok || link.connection !== connection) return;
  const { demo, role } = reply.value;
  // What was said before the lock reached the office would show again what the lock has hidden.
  const isShutHere = link.locking > 0 && isAtWork(reply.value.standing);
  const standing = isShutHere ? 'locked' : reply.value.standing;
  const begins = isAtWork(standing) && !connection.isHearing;
  if (begins) hearChanges(link, connection);
  link.state.setState({ session: reply.value, standing, demo, role });
  shownZone.setState({ zone: demo ? DEMO_ZONE : null });
  // What changed while nobody was told is looked at again.
  if (begins && link.client !== null) announceAll(link);
}

/**
 * Hides everything before the office has heard of it, and keeps it hidden until the office has
 * answered. Whoever sits there after an absence is locked as well: that loses nothing.
 */
async function lock(link: Link): Promise<void> {
  link.locking += 1;
  link.state.setState({ standing: 'locked' });
  let came = await open(link);
  while (came !== null && isChannelClosed(await came.lock({}))) came = await open(link);
  link.locking -= 1;
  if (link.connection !== null) await lookWho(link, link.connection);
}

/** Opened before anything is asked, so that no change can fall between. */
function hearChanges(link: Link, connection: Connection): void {
  connection.isHearing = true;
  void drain(connection.came.changed({}), (item) => announce(link, item)).then(() => {
    connection.isHearing = false;
  });
}

/** The client, as soon as there is one; null when there will be none. */
function open(link: Link): Promise<Client | null> {
  if (link.client !== null) return Promise.resolve(link.client);
  if (link.stopped || link.state.getState().link === 'ended') return Promise.resolve(null);
  return new Promise((resolve) => {
    link.waiting.push(() => void open(link).then(resolve));
  });
}

/** Resolves when the office takes deeds again, or when this window's session is over. */
function readiness({ state }: Link): Promise<void> {
  return new Promise((resolve) => {
    const done = state.subscribe(({ phase, link }) => {
      const checking = phase === null || phase === 'checking_the_book';
      if (checking && link !== 'ended') return;
      done();
      resolve();
    });
  });
}

/** Whether `who` is at work here, as soon as anybody is; false when this window is over. */
function isBack(link: Link, who: string): Promise<boolean> {
  const { state } = link;
  return new Promise((resolve) => {
    const look = (): boolean => {
      const now = whoOf(state.getState());
      if (now === null && state.getState().link !== 'ended') return false;
      resolve(now !== null && now === who);
      return true;
    };
    if (look()) return;
    const done = state.subscribe(() => {
      if (look()) done();
    });
  });
}

async function ask<Value>(
  link: Link,
  question: (client: Client) => Promise<Reply<Value>>,
): Promise<Reply<Value>> {
  let cutOff = false;
  let who: string | null = null;
  for (;;) {
    const came = await open(link);
    if (came === null) return SESSION_ENDED;
    // What one person asked for is never done in the name of whoever sits there next.
    if (cutOff && who !== null && !(await isBack(link, who))) return SIGN_IN_REQUIRED;
    who ??= whoOf(link.state.getState());
    const reply = await question(came);
    if (isUnproven(reply) && (await link.proof.wait())) continue;
    if (isBehind(reply) && link.connection !== null) await lookWho(link, link.connection);
    const notReady = 'refusal' in reply && reply.refusal.code === 'office_is_not_ready';
    if (isChannelClosed(reply)) cutOff = true;
    else if (!(cutOff && (notReady || isShut(reply)))) return reply;
    // A deed that was cut off is answered only when the office can say what became of it.
    if (notReady && link.state.getState().phase !== 'ready') await readiness(link);
  }
}

async function follow<T>(
  link: Link,
  openStream: (client: Client) => Stream<T>,
  onItem: (item: T) => void,
  signal: AbortSignal,
): Promise<Reply<null>> {
  for (;;) {
    const came = await open(link);
    if (came === null) return SESSION_ENDED;
    const stream = openStream(came);
    const cancel = () => stream.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    const end = await drain(stream, (item) => {
      if (!signal.aborted) onItem(item);
    });
    signal.removeEventListener('abort', cancel);
    if (!signal.aborted && isUnproven(end) && (await link.proof.wait())) continue;
    if (signal.aborted || !isChannelClosed(end)) return end;
  }
}

async function drain<T>(stream: Stream<T>, onItem: (item: T) => void): Promise<Reply<null>> {
  for await (const item of stream) onItem(item);
  return stream.end;
}
