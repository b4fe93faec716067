// What waits for a person's decision: the longest held first, the one being looked at with its
// trail, and where the cursor stands after a decision: on the next one, in the same place.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Output } from '../../../preload/contract/contract.ts';
import { createRowPages, type RowPages } from '../../components/grid/row-pages.ts';
import type { Office } from '../../office.ts';
import { throttled } from '../../throttle.ts';
import { type OpenTrail, readTrail } from '../queue/open-trail.ts';

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

/** What the functions below work on. */
type Desk = {
  readonly office: Office;
  readonly pages: RowPages<ReviewRow>;
  readonly state: StoreApi<ReviewState>;
};

export function createReviewStore(office: Office): ReviewStore {
  const pages = createRowPages<ReviewRow>(
    async (offset, limit) => {
      const reply = await office.ask((client) => client.reviewList({ offset, limit }));
      return reply.ok ? { total: reply.value.total, rows: reply.value.rows } : null;
    },
    ({ paymentId }) => paymentId,
  );
  const state = createStore<ReviewState>(() => ({ pages, active: 0, open: null, deciding: null }));
  const desk: Desk = { office, pages, state };
  return {
    state,
    listen: () => listen(desk),
    setActive: (row) => setActive(desk, row),
    step(rows) {
      const last = (pages.total() ?? 0) - 1;
      setActive(desk, Math.max(0, Math.min(last, state.getState().active + rows)));
      openActive(desk);
    },
    openActive: () => openActive(desk),
    close: () => state.setState({ open: null, deciding: null }),
    decide: (deciding) => state.setState({ deciding }),
    decided: () => decided(desk),
    reload() {
      pages.reload();
      state.setState({ active: 0 });
    },
  };
}

function listen(desk: Desk): () => void {
  const { office, pages, state } = desk;
  const look = throttled(() => pages.refresh(), LOOK_EVERY, office.later);
  if (pages.waiting() !== null) pages.reload();
  else look();
  const lookAgain = (ids: readonly number[] | null): void => {
    look();
    const { open } = state.getState();
    if (open !== null && (ids === null || ids.includes(open.paymentId))) {
      void readTrail(desk, open.paymentId);
    }
  };
  const stops = [
    office.onChanged('payments', lookAgain),
    // Who is away, and so who may decide, is told beside each.
    office.onChanged('people', () => lookAgain(null)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function setActive(desk: Desk, row: number): void {
  const { state } = desk;
  if (row === state.getState().active) return;
  state.setState({ active: row });
  if (row >= 0 && state.getState().open !== null) openActive(desk);
}

function openActive(desk: Desk): void {
  const row = desk.pages.row(Math.max(0, desk.state.getState().active));
  if (row === null || desk.state.getState().open?.paymentId === row.paymentId) return;
  const { paymentId } = row;
  desk.state.setState({ open: { kind: 'loading', paymentId }, deciding: null });
  void readTrail(desk, paymentId);
}

async function decided(desk: Desk): Promise<void> {
  const { pages, state } = desk;
  const { active } = state.getState();
  state.setState({ deciding: null, open: null });
  const arrived = arrival(pages, active);
  pages.reload();
  pages.want(active, active + 1);
  await arrived;
  const last = (pages.total() ?? 0) - 1;
  state.setState({ active: Math.max(0, Math.min(last, active)) });
  openActive(desk);
}

/** Resolves when the row at `index` is in, or the list turns out to be shorter. */
function arrival(pages: RowPages<ReviewRow>, index: number): Promise<void> {
  return new Promise((resolve) => {
    const before = pages.version();
    const stop = pages.subscribe(() => {
      // The reload itself is told first: its answer is the next one.
      if (pages.version() === before + 1) return;
      const total = pages.total();
      const isComing = pages.row(index) === null && (total === null || index < total);
      if (isComing && !pages.unanswered()) return;
      stop();
      resolve();
    });
  });
}
