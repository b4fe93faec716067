// What the queue shows: a filter, an order, the pages under it, the day's equation and the payment
// whose trail is open. It listens for what changed, and moves nothing under the cursor.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Output } from '../../../preload/contract/contract.ts';
import { createRowPages, type RowPages } from '../../components/grid/row-pages.ts';
import type { Office } from '../../office.ts';
import { throttled } from '../../throttle.ts';
import { type OpenTrail, readTrail } from './open-trail.ts';
import { NO_FILTER, type QueueFilter, type QueueSort, sameFilter } from './queue-filter.ts';

export type PaymentRow = Output<'queuePage'>['rows'][number];
export type Trail = Output<'paymentTrail'>;
export type Equation = Output<'dayEquation'>;

export type QueueState = {
  readonly filter: QueueFilter;
  readonly sort: QueueSort;
  readonly pages: RowPages<PaymentRow>;
  /** The row that the keys stand on; -1 is the header. */
  readonly active: number;
  readonly open: OpenTrail | null;
  readonly equation: Equation | null;
  /** False while the book is still being read in. */
  readonly complete: boolean;
};

export type QueueStore = {
  readonly state: StoreApi<QueueState>;
  setFilter(filter: QueueFilter): void;
  /** A filter and an order at once. */
  showView(filter: QueueFilter, sort: QueueSort): void;
  /** The same column again turns the order round. */
  sortBy(column: string): void;
  setActive(row: number): void;
  openPayment(paymentId: number): void;
  /** Moves by `rows`, and opens what is there when something was open. */
  step(rows: number): void;
  close(): void;
  /** Shows what is new: the list is fetched again and stands at its beginning. */
  showNew(): void;
  /** Listens until the answer is called. */
  listen(): () => void;
};

/** Milliseconds between two looks at what a running batch changes. */
const LOOK_EVERY = 800;
/** Milliseconds after coming to the screen in which the list may still fill itself. */
const SETTLING = 1500;
export const NEWEST_FIRST: QueueSort = { by: 'receivedAt', descending: true };
const SORTS: readonly QueueSort['by'][] = [
  'receivedAt',
  'amount',
  'executionDate',
  'status',
  'debtorAccount',
];

/** What the functions below work on. */
type Desk = { readonly office: Office; readonly state: StoreApi<QueueState> };

export function createQueueStore(office: Office): QueueStore {
  const state = createStore<QueueState>(() => ({
    filter: NO_FILTER,
    sort: NEWEST_FIRST,
    pages: pagesFor(NO_FILTER, NEWEST_FIRST),
    active: 0,
    open: null,
    equation: null,
    complete: true,
  }));
  const desk: Desk = { office, state };

  function pagesFor(filter: QueueFilter, sort: QueueSort): RowPages<PaymentRow> {
    return createRowPages<PaymentRow>(
      async (offset, limit) => {
        const reply = await office.ask((client) =>
          client.queuePage({ filter, sort, offset, limit }),
        );
        if (!reply.ok) return null;
        const { complete, total, rows } = reply.value;
        if (state.getState().complete !== complete) state.setState({ complete });
        return { total, rows };
      },
      ({ paymentId }) => paymentId,
    );
  }

  function change(filter: QueueFilter, sort: QueueSort) {
    state.setState({ filter, sort, pages: pagesFor(filter, sort), active: 0 });
  }

  return {
    state,
    setFilter(filter) {
      if (!sameFilter(filter, state.getState().filter)) change(filter, state.getState().sort);
    },
    showView: change,
    sortBy(column) {
      const next = sortAfter(column, state.getState().sort);
      if (next !== null) change(state.getState().filter, next);
    },
    setActive: (row) => setActive(desk, row),
    openPayment: (paymentId) => openPayment(desk, paymentId),
    step(rows) {
      const { active, pages } = state.getState();
      const last = (pages.total() ?? 0) - 1;
      setActive(desk, Math.max(0, Math.min(last, active + rows)));
    },
    close: () => state.setState({ open: null }),
    showNew() {
      state.getState().pages.reload();
      state.setState({ active: 0 });
    },
    listen: () => listen(desk),
  };
}

/** The order after a click on a column's head; null for a column without an order. */
export function sortAfter(column: string, sort: QueueSort): QueueSort | null {
  const by = SORTS.find((each) => each === column);
  if (by === undefined) return null;
  const largestFirst = by === 'receivedAt' || by === 'amount';
  return { by, descending: sort.by === by ? !sort.descending : largestFirst };
}

function setActive(desk: Desk, row: number): void {
  const { open, active, pages } = desk.state.getState();
  if (row === active) return;
  desk.state.setState({ active: row });
  const found = open !== null && row >= 0 ? pages.row(row) : null;
  if (found !== null) openPayment(desk, found.paymentId);
}

function openPayment(desk: Desk, paymentId: number): void {
  const { open } = desk.state.getState();
  if (open?.paymentId === paymentId && open.kind === 'here') return;
  desk.state.setState({ open: { kind: 'loading', paymentId } });
  void readTrail(desk, paymentId);
}

async function readEquation({ office, state }: Desk): Promise<void> {
  const reply = await office.ask((client) => client.dayEquation({}));
  if (reply.ok) state.setState({ equation: reply.value });
}

/** Right after coming to the screen nothing is under the cursor yet: the list still follows. */
function settled({ office, state }: Desk): () => void {
  const { pages } = state.getState();
  const stop = pages.subscribe(() => {
    const { active, open } = state.getState();
    if (pages.waiting() !== null && active <= 0 && open === null) pages.reload();
  });
  office.later(stop, SETTLING);
  return stop;
}

function listen(desk: Desk): () => void {
  const { office, state } = desk;
  const calm = (fn: () => void) => throttled(fn, LOOK_EVERY, office.later);
  const look = calm(() => state.getState().pages.refresh());
  const add = calm(() => void readEquation(desk));
  const reread = calm(() => {
    const { open } = state.getState();
    if (open !== null) void readTrail(desk, open.paymentId);
  });
  add();
  // Whoever comes back to the screen has nothing under the cursor yet.
  if (state.getState().pages.waiting() !== null) state.getState().pages.reload();
  else look();
  const stops = [
    settled(desk),
    office.onChanged('payments', (ids) => {
      look();
      add();
      const { open } = state.getState();
      if (open !== null && (ids === null || ids.includes(open.paymentId))) reread();
    }),
    office.onChanged('batches', () => {
      look();
      add();
    }),
    // Who is away, of those for whom it waits, is told beside the open one.
    office.onChanged('people', reread),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
