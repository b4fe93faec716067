// The rows that a grid holds: pages fetched around the viewport, a bounded number of them kept, and
// never a row that moves by itself. Knows nothing of where the rows come from.

/** Rows in one page, and pages kept: 8,000 rows, whatever the list's length. */
export const PAGE_ROWS = 100;
export const PAGES_KEPT = 80;
/** Questions under way at one time; the newest wish is asked next, older ones are forgotten. */
const FETCHES_MAX = 2;

/** One page as the source answers it; null when it could not be had now. */
export type FetchedPage<Row> = { readonly total: number; readonly rows: readonly Row[] };
export type FetchPage<Row> = (offset: number, limit: number) => Promise<FetchedPage<Row> | null>;

export type RowPages<Row> = {
  /** Rows in all; null until the first page is in. */
  total(): number | null;
  /** The row at a position, or null while it is not here. */
  row(index: number): Row | null;
  /** Says which rows are looked at, so that their pages are fetched. `end` is exclusive. */
  want(start: number, end: number): void;
  /** Fetches everything anew and shows it where it then stands. */
  reload(): void;
  /**
   * Looks again at the page on screen. Rows that kept their place are replaced where they stand;
   * when the order or the number of rows changed nothing moves, and `waiting` tells how many more
   * there are (0 when they only stand elsewhere; null when nothing waits).
   */
  refresh(): void;
  waiting(): number | null;
  /** True when the last answer could not be had. */
  unanswered(): boolean;
  subscribe(listener: () => void): () => void;
  /** Grows with every change: what a view compares. */
  version(): number;
};

type Page<Row> = { readonly rows: readonly Row[]; usedAt: number };

type Held<Row> = {
  readonly fetchPage: FetchPage<Row>;
  readonly keyOf: (row: Row) => number;
  readonly pages: Map<number, Page<Row>>;
  readonly underWay: Set<number>;
  readonly listeners: Set<() => void>;
  wanted: readonly number[];
  total: number | null;
  waiting: number | null;
  /** How far down the rows shown now stand, when new ones came before them all. */
  shift: number;
  failed: boolean;
  /** False after a reload until its first page is in; the old total stands meanwhile. */
  fresh: boolean;
  version: number;
  /** Grows with every reload: answers to older questions are dropped. */
  generation: number;
  clock: number;
  looking: boolean;
  lookAgain: boolean;
};

/** `keyOf` names a row for good: two pages are alike when their keys are, in order. */
export function createRowPages<Row>(
  fetchPage: FetchPage<Row>,
  keyOf: (row: Row) => number,
): RowPages<Row> {
  const held: Held<Row> = {
    fetchPage,
    keyOf,
    pages: new Map(),
    underWay: new Set(),
    listeners: new Set(),
    wanted: [0],
    total: null,
    waiting: null,
    shift: 0,
    failed: false,
    fresh: false,
    version: 0,
    generation: 0,
    clock: 0,
    looking: false,
    lookAgain: false,
  };
  return {
    total: () => held.total,
    row(index) {
      const page = held.pages.get(Math.floor(index / PAGE_ROWS));
      if (page === undefined) return null;
      held.clock += 1;
      page.usedAt = held.clock;
      return page.rows[index % PAGE_ROWS] ?? null;
    },
    want(start, end) {
      const numbers: number[] = [];
      const last = Math.floor(Math.max(start, end - 1) / PAGE_ROWS);
      for (let each = Math.floor(start / PAGE_ROWS); each <= last; each += 1) numbers.push(each);
      held.wanted = numbers;
      pump(held);
    },
    reload: () => reload(held),
    refresh() {
      if (held.total === null) pump(held);
      else if (held.looking) held.lookAgain = true;
      else void look(held);
    },
    waiting: () => held.waiting,
    unanswered: () => held.failed,
    subscribe(listener) {
      held.listeners.add(listener);
      return () => held.listeners.delete(listener);
    },
    version: () => held.version,
  };
}

function tell<Row>(held: Held<Row>): void {
  held.version += 1;
  for (const listener of held.listeners) listener();
}

/** Keeps a page, and lets go of the one not looked at for longest. */
function keep<Row>(held: Held<Row>, number: number, rows: readonly Row[]): void {
  held.clock += 1;
  held.pages.set(number, { rows, usedAt: held.clock });
  while (held.pages.size > PAGES_KEPT) {
    let oldest = -1;
    let at = Number.POSITIVE_INFINITY;
    for (const [each, page] of held.pages) {
      if (page.usedAt < at && !held.wanted.includes(each)) {
        oldest = each;
        at = page.usedAt;
      }
    }
    held.pages.delete(oldest);
  }
}

function pump<Row>(held: Held<Row>): void {
  for (const number of held.wanted) {
    if (held.underWay.size >= FETCHES_MAX) return;
    if (!held.pages.has(number) && !held.underWay.has(number)) void fetchOne(held, number);
  }
}

async function fetchOne<Row>(held: Held<Row>, number: number): Promise<void> {
  const asked = held.generation;
  held.underWay.add(number);
  const page = await held.fetchPage(number * PAGE_ROWS + held.shift, PAGE_ROWS);
  if (asked !== held.generation) return;
  held.underWay.delete(number);
  held.failed = page === null;
  if (page !== null) {
    if (held.total === null || !held.fresh) held.total = page.total;
    else if (page.total !== held.total) {
      held.waiting = Math.max(held.waiting ?? 0, page.total - held.total);
    }
    held.fresh = true;
    keep(held, number, page.rows);
  }
  // What failed is asked for again by the person alone; what else is looked at is asked for now.
  if (page !== null || !held.wanted.includes(number)) pump(held);
  tell(held);
}

function reload<Row>(held: Held<Row>): void {
  held.generation += 1;
  held.pages.clear();
  held.underWay.clear();
  held.fresh = false;
  held.waiting = null;
  held.shift = 0;
  held.looking = false;
  held.lookAgain = false;
  tell(held);
  pump(held);
}

function sameOrder<Row>(held: Held<Row>, number: number, rows: readonly Row[]): boolean {
  const shown = held.pages.get(number)?.rows;
  if (shown === undefined) return true;
  if (shown.length !== rows.length) return false;
  return shown.every((row, at) => {
    const other = rows[at];
    return other !== undefined && held.keyOf(row) === held.keyOf(other);
  });
}

/** Asks again for the pages on screen; replaces rows in place, or counts what waits. */
async function look<Row>(held: Held<Row>): Promise<void> {
  held.looking = true;
  const asked = held.generation;
  let moved: number | null = null;
  for (const number of [...held.wanted].reverse()) {
    const page = await held.fetchPage(number * PAGE_ROWS, PAGE_ROWS);
    if (asked !== held.generation) return;
    held.failed = page === null;
    if (page === null || held.total === null) break;
    // Nothing stands in an empty list, so nothing can move in it.
    if (held.total === 0 && page.total > 0) {
      held.pages.clear();
      held.total = page.total;
    }
    const more = page.total - held.total;
    if (more === 0 && sameOrder(held, number, page.rows)) {
      keep(held, number, page.rows);
      held.shift = 0;
    } else {
      moved = Math.max(0, more);
      held.shift = 0;
      const below = more > 0 ? await held.fetchPage(number * PAGE_ROWS + more, PAGE_ROWS) : null;
      if (asked !== held.generation) return;
      if (below !== null && sameOrder(held, number, below.rows)) {
        // The new ones stand before all of these: what is shown goes on telling the truth.
        keep(held, number, below.rows);
        held.shift = more;
      }
    }
    held.waiting = moved;
  }
  held.looking = false;
  tell(held);
  if (held.lookAgain) {
    held.lookAgain = false;
    void look(held);
  }
}
