// Emergency overrides as they stand now, read anew whenever one moved: once for the window, however
// many places show them.
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Output } from '../preload/contract/contract.ts';
import { useOffice } from './context.ts';
import type { Office } from './office.ts';

export type OverridesView = Output<'overrideList'>;

type Shared = {
  readonly state: StoreApi<OverridesView | null>;
  readonly look: () => Promise<void>;
  /** Follows what is announced until the last who joined has left; nothing is kept then. */
  readonly join: () => () => void;
};

const shared = new WeakMap<Office, Shared>();

/** What is told of overrides, null until it is; and a way to look again. */
export function useOverrides(): {
  readonly view: OverridesView | null;
  readonly look: () => Promise<void>;
} {
  const office = useOffice();
  const { state, look, join } = sharedBy(office);
  useEffect(join, [join]);
  return { view: useStore(state), look };
}

function sharedBy(office: Office): Shared {
  const known = shared.get(office);
  if (known !== undefined) return known;
  const made = follow(office);
  shared.set(office, made);
  return made;
}

function follow(office: Office): Shared {
  const state = createStore<OverridesView | null>(() => null);
  let joined = 0;
  /** Raised with each who joins first: what was asked for somebody before is told to nobody. */
  let turn = 0;
  let stops: readonly (() => void)[] = [];
  const look = async (): Promise<void> => {
    const asked = turn;
    const reply = await office.ask((client) => client.overrideList({}));
    if (reply.ok && joined > 0 && asked === turn) state.setState(reply.value, true);
  };
  const leave = (): void => {
    joined -= 1;
    if (joined > 0) return;
    for (const stop of stops) stop();
    state.setState(null, true);
  };
  const join = (): (() => void) => {
    joined += 1;
    if (joined === 1) {
      turn += 1;
      const topics = ['requests', 'policies'] as const;
      stops = topics.map((topic) => office.onChanged(topic, () => void look()));
      void look();
    }
    return leave;
  };
  return { state, look, join };
}
