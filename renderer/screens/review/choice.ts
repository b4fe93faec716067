// What was chosen among the things that wait for a signature, to be signed together: payments and
// deeds, each by its name, as long as it waits.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SIGNED_AT_ONCE_MAX, type ToSign } from '../../../main/domain/bulk-signing.ts';

export type Kind = ToSign['kind'];
export type Named = Pick<ToSign, 'kind' | 'id'>;

export type ChoiceState = {
  readonly offered: { readonly [K in Kind]: readonly number[] };
  readonly chosen: ReadonlySet<string>;
};

export type Choice = {
  readonly state: StoreApi<ChoiceState>;
  /** What of a kind waits now; what was chosen and waits no more is chosen no more. */
  offer(kind: Kind, ids: readonly number[]): void;
  toggle(named: Named): void;
  /** As many as are signed at one time, the first first. */
  all(): void;
  none(): void;
};

export function nameOf({ kind, id }: Named): string {
  return `${kind}:${id}`;
}

/** What is offered, in the order in which it is shown. */
export function offeredOf({ offered }: ChoiceState): readonly Named[] {
  const requests = offered.request.map((id) => ({ kind: 'request', id }) as const);
  return [...requests, ...offered.payment.map((id) => ({ kind: 'payment', id }) as const)];
}

/** What is chosen, in the order in which it is shown. */
export function chosenOf(state: ChoiceState): readonly Named[] {
  return offeredOf(state).filter((named) => state.chosen.has(nameOf(named)));
}

export function createChoice(): Choice {
  const state = createStore<ChoiceState>(() => ({
    offered: { payment: [], request: [] },
    chosen: new Set(),
  }));
  return {
    state,
    offer(kind, ids) {
      const { offered: before, chosen } = state.getState();
      const offered = { ...before, [kind]: ids };
      const waits = new Set(offeredOf({ offered, chosen }).map(nameOf));
      state.setState({ offered, chosen: new Set([...chosen].filter((name) => waits.has(name))) });
    },
    toggle(named) {
      const chosen = new Set(state.getState().chosen);
      const name = nameOf(named);
      if (!chosen.delete(name) && chosen.size < SIGNED_AT_ONCE_MAX) chosen.add(name);
      state.setState({ chosen });
    },
    all() {
      const first = offeredOf(state.getState()).slice(0, SIGNED_AT_ONCE_MAX);
      state.setState({ chosen: new Set(first.map(nameOf)) });
    },
    none: () => state.setState({ chosen: new Set() }),
  };
}
