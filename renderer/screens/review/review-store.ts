// What waits for a person's decision: the longest held first, the one being looked at with its
// trail, and where the cursor stands after a decision: on the next one, in the same place.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Output } from '../../../preload/contract/contract.ts';
import { createRowPages, type RowPages } from '../../components/grid/row-pages.ts';
import type { Office } from '../../office.ts';
import { throttled } from '../../throttle.ts';
import type { OpenTrail } from '../queue/queue-store.ts';

export type ReviewRow = Output<'reviewList'>['rows'][number];

export type ReviewState = {
  readonly pages: RowPages<ReviewRow>;
  readonly active: number;
  readonly open: OpenTrail | null;
  /** Which decision is being written, if any. */
  readonly deciding: 'approve' | 'decline' | null;
};

export type ReviewStore = {
  readonly state: StoreApi<ReviewState>;
  listen(): () => void;
  setActive(row: number): void;
  step(rows: number): void;
  openActive(): void;
  close(): void;
  decide(outcome: ReviewState['deciding']): void;
  /** After a decision: the list closes up, and what slides into the same place is opened. */
  decided(): Promise<void>;
  reload(): void;
};

const LOOK_EVERY = 800;

export function createReviewStore(office: Office): ReviewStore {
  const pages = createRowPages<ReviewRow>(
    async (offset, limit) => {
      const reply = await office.ask((client) => client.reviewList({ offset, limit }));
      return reply.ok ? { total: reply.value.total, rows: reply.value.rows } : null;
    },
    ({ paymentId }) => paymentId,
  );
  const state = createStore<ReviewState>(() => ({
    pages,
    active: 0,
    open: null,
    deciding: null,
  }));

  async function readTrail(paymentId: number) {
    const reply = await office.ask((client) => client.paymentTrail({ paymentId }));
    if (state.getState().open?.paymentId !== paymentId) return;
    state.setState({
      open: reply.ok
        ? { kind: 'here', paymentId, trail: reply.value }
        : { kind: 'missing', paymentId },
    });
  }

  function open(paymentId: number) {
    if (state.getState().open?.paymentId === paymentId) return;
    state.setState({ open: { kind: 'loading', paymentId }, deciding: null });
    void readTrail(paymentId);
  }

  /** The row at `index` once its page is in, or null when the list is shorter. */
  function arrival(index: number): Promise<ReviewRow | null> {
    return new Promise((resolve) => {
      const look = () => {
        const row = pages.row(index);
        const total = pages.total();
        if (row === null && (total === null || index < total) && !pages.unanswered()) return;
        stop();
        resolve(row);
      };
      const stop = pages.subscribe(look);
    });
  }

  const store: ReviewStore = {
    state,
    listen() {
      const look = throttled(() => pages.refresh(), LOOK_EVERY, office.later);
      look();
      return office.onChanged('payments', (ids) => {
        look();
        const current = state.getState().open;
        if (current !== null && (ids === null || ids.includes(current.paymentId))) {
          void readTrail(current.paymentId);
        }
      });
    },
    setActive(row) {
      if (row === state.getState().active) return;
      state.setState({ active: row });
      if (row >= 0 && state.getState().open !== null) store.openActive();
    },
    step(rows) {
      const last = (pages.total() ?? 0) - 1;
      store.setActive(Math.max(0, Math.min(last, state.getState().active + rows)));
      store.openActive();
    },
    openActive() {
      const row = pages.row(Math.max(0, state.getState().active));
      if (row !== null) open(row.paymentId);
    },
    close: () => state.setState({ open: null, deciding: null }),
    decide: (deciding) => state.setState({ deciding }),
    async decided() {
      const { active } = state.getState();
      state.setState({ deciding: null, open: null });
      pages.reload();
      const arrived = arrival(active);
      pages.want(active, active + 1);
      const next = await arrived;
      const last = (pages.total() ?? 0) - 1;
      state.setState({ active: Math.max(0, Math.min(last, active)) });
      if (next !== null) open(next.paymentId);
      else if (last >= 0) store.openActive();
    },
    reload() {
      pages.reload();
      state.setState({ active: 0 });
    },
  };
  return store;
}
