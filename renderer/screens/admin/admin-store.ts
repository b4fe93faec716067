// What the Admin screen shows: a subject, its pages or what a search found, the record that is open,
// a file on its way in, and the changes that wait.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MasterKind } from '../../../main/domain/master/kinds.ts';
import type { Output } from '../../../preload/contract/contract.ts';
import { createRowPages, type RowPages } from '../../components/grid/row-pages.ts';
import type { Office } from '../../office.ts';
import { throttled } from '../../throttle.ts';

export type AdminView =
  | MasterKind
  | 'waiting'
  | 'settings'
  | 'calendars'
  | 'people'
  | 'keys'
  | 'branches';
export type Content = { readonly [field: string]: string };
export type WaitingChange = Output<'masterWaiting'>['changes'][number];
export type Version = Output<'masterRecord'>['versions'][number];

/** A record in a list; `at` tells the rows of one list apart. */
export type RecordRow = {
  readonly at: number;
  readonly key: string;
  readonly content: Content;
  readonly ended: boolean;
};

export type OpenRecord = {
  readonly kind: MasterKind;
  readonly key: string;
  /** Null while it is being read. */
  readonly versions: readonly Version[] | null;
};

export type AdminState = {
  readonly view: AdminView;
  /** What is searched for; '' is all of the kind. */
  readonly text: string;
  readonly pages: RowPages<RecordRow>;
  readonly active: number;
  readonly open: OpenRecord | null;
  readonly waiting: readonly WaitingChange[];
  /** The edition that a directory's records come from; null for none. */
  readonly edition: Output<'masterPage'>['edition'];
  /** False where a search may have found more than it shows. */
  readonly complete: boolean;
};

export type AdminStore = {
  readonly state: StoreApi<AdminState>;
  show(view: AdminView): void;
  search(text: string): void;
  setActive(row: number): void;
  openRecord(kind: MasterKind, key: string): void;
  close(): void;
  /** Reads again what is shown, after a change. */
  refresh(): void;
  /** Listens until the answer is called. */
  listen(): () => void;
};

/** Records that one search shows. */
const HITS_MAX = 100;
/** Milliseconds between two looks at what an import changes. */
const LOOK_EVERY = 800;

type Desk = { readonly office: Office; readonly state: StoreApi<AdminState> };

export function createAdminStore(office: Office): AdminStore {
  const first: AdminView = 'customer';
  const state = createStore<AdminState>(() => ({
    view: first,
    text: '',
    pages: pagesOf(first, ''),
    active: 0,
    open: null,
    waiting: [],
    edition: null,
    complete: true,
  }));
  const desk: Desk = { office, state };

  function pagesOf(view: AdminView, text: string): RowPages<RecordRow> {
    return createRowPages<RecordRow>(
      (offset, limit) => readPage(desk, view, text, offset, limit),
      ({ at }) => at,
    );
  }

  return {
    state,
    show(view) {
      if (view === state.getState().view) return;
      state.setState({ view, text: '', pages: pagesOf(view, ''), active: 0, open: null });
      state.setState({ edition: null });
    },
    search(text) {
      const { view, text: before } = state.getState();
      if (text !== before) state.setState({ text, pages: pagesOf(view, text), active: 0 });
    },
    setActive: (active) => state.setState({ active }),
    openRecord(kind, key) {
      state.setState({ open: { kind, key, versions: null } });
      void readRecord(desk);
    },
    close: () => state.setState({ open: null }),
    refresh: () => refresh(desk),
    listen() {
      refresh(desk);
      const look = throttled(() => refresh(desk), LOOK_EVERY, office.later);
      return office.onChanged('master', look);
    },
  };
}

function refresh(desk: Desk): void {
  const { pages } = desk.state.getState();
  pages.reload();
  void readWaiting(desk);
  void readRecord(desk);
}

async function readPage(
  { office, state }: Desk,
  view: AdminView,
  text: string,
  offset: number,
  limit: number,
) {
  if (view === 'waiting' || view === 'settings' || view === 'calendars') return null;
  if (view === 'people' || view === 'keys' || view === 'branches') return null;
  const kind = view;
  if (text !== '') {
    const found = await office.ask((client) =>
      client.searchMaster({ text, kind, limit: HITS_MAX }),
    );
    if (!found.ok) return null;
    const { hits, complete } = found.value;
    state.setState({ complete });
    const rows = hits.map(({ key, content, ended }, at) => ({ at, key, content, ended }));
    return { total: rows.length, rows: rows.slice(offset, offset + limit) };
  }
  const page = await office.ask((client) => client.masterPage({ kind, offset, limit }));
  if (!page.ok) return null;
  const isShown = state.getState().view === view;
  state.setState(isShown ? { complete: true, edition: page.value.edition } : {});
  const rows = page.value.rows.map(({ key, content, ended }, at) => {
    return { at: offset + at, key, content, ended };
  });
  return { total: page.value.total, rows };
}

async function readWaiting({ office, state }: Desk): Promise<void> {
  const reply = await office.ask((client) => client.masterWaiting({}));
  if (reply.ok) state.setState({ waiting: reply.value.changes });
}

async function readRecord({ office, state }: Desk): Promise<void> {
  const { open } = state.getState();
  if (open === null) return;
  const { kind, key } = open;
  const reply = await office.ask((client) => client.masterRecord({ kind, key }));
  const shown = state.getState().open;
  if (shown?.kind !== kind || shown.key !== key) return;
  state.setState({ open: reply.ok ? { kind, key, versions: reply.value.versions } : null });
}
