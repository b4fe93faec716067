// Announcements: after a commit, what changed is told to every listener. A listener that is slow
// to read gets one joined announcement per topic, so that its memory never grows.
import type { Announcement, Topic } from '../../preload/contract/office.ts';
import { ANNOUNCED_IDS_MAX } from '../../preload/contract/values.ts';
import { Fault } from '../domain/result.ts';

/** Listeners at one time; the next one is the fault `too_many_listeners`. */
export const LISTENERS_MAX = 256;

/** Null stands for "more than an announcement lists". */
type Waiting = Map<Topic, Set<number> | null>;
type Listener = { readonly waiting: Waiting; wake: () => void };

/** What changed. `ids` null: everything under the topic may have. */
export type Changed = { readonly topic: Topic; readonly ids: readonly number[] | null };

export type Announcer = {
  /** Called only after the commit. */
  publish(announcement: Changed): void;
  /** Listens from this very call until `signal` aborts; topics come in their order of change. */
  listen(signal: AbortSignal): AsyncIterable<Announcement>;
  /** How many listen now. */
  listeners(): number;
};

export function createAnnouncer(): Announcer {
  const listeners = new Set<Listener>();

  async function* announcements(listener: Listener, signal: AbortSignal) {
    try {
      while (!signal.aborted) {
        const [next] = listener.waiting;
        if (next === undefined) {
          await new Promise<void>((resolve) => {
            listener.wake = resolve;
          });
          continue;
        }
        const [topic, ids] = next;
        listener.waiting.delete(topic);
        yield { topic, ids: ids === null ? null : [...ids] };
      }
    } finally {
      listeners.delete(listener);
    }
  }

  return {
    publish({ topic, ids }) {
      for (const listener of listeners) {
        join(listener.waiting, topic, ids);
        listener.wake();
      }
    },
    listen(signal) {
      if (listeners.size >= LISTENERS_MAX) {
        throw new Fault('too_many_listeners', `${listeners.size} listen already`);
      }
      const listener: Listener = { waiting: new Map(), wake: () => {} };
      if (!signal.aborted) listeners.add(listener);
      signal.addEventListener('abort', () => {
        listeners.delete(listener);
        listener.wake();
      });
      return announcements(listener, signal);
    },
    listeners: () => listeners.size,
  };
}

function join(waiting: Waiting, topic: Topic, ids: readonly number[] | null): void {
  const known = waiting.get(topic);
  if (known === null) return;
  if (ids === null || ids.length > ANNOUNCED_IDS_MAX) {
    waiting.set(topic, null);
    return;
  }
  const joined = known ?? new Set<number>();
  for (const each of ids) joined.add(each);
  waiting.set(topic, joined.size > ANNOUNCED_IDS_MAX ? null : joined);
}
