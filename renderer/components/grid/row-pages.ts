// The rows that a grid holds: pages fetched around the viewport, a bounded number of them kept, and
// never a row that moves by itself. Knows nothing of where the rows come from.

/** Rows in one page, and pages kept: 8,000 rows, whatever the list's length. */
export const PAGE_ROWS = 200;
export const PAGES_KEPT = 40;
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

/** `keyOf` names a row for good: two pages are alike when their keys are, in order. */
export function createRowPages<Row>(
  fetchPage: FetchPage<Row>,
  keyOf: (row: Row) => number,
): RowPages<Row> {
  const pages = new Map<number, Page<Row>>();
  const underWay = new Set<number>();
  const listeners = new Set<() => void>();
  let wanted: readonly number[] = [0];
  let total: number | null = null;
  let waiting: number | null = null;
  let failed = false;
  /** False after a reload until its first page is in; the old total stands meanwhile. */
  let fresh = false;
  let version = 0;
  let generation = 0;
  let clock = 0;
  let looking = false;
  let lookAgain = false;

  function tell() {
    version += 1;
    for (const listener of listeners) listener();
  }

  function keep(number: number, rows: readonly Row[]) {
    clock += 1;
    pages.set(number, { rows, usedAt: clock });
    while (pages.size > PAGES_KEPT) {
      let oldest = -1;
      let at = Number.POSITIVE_INFINITY;
      for (const [each, page] of pages) {
        if (page.usedAt < at && !wanted.includes(each)) {
          oldest = each;
          at = page.usedAt;
        }
      }
      pages.delete(oldest);
    }
  }

  function pump() {
    for (const number of wanted) {
      if (underWay.size >= FETCHES_MAX) return;
      if (!pages.has(number) && !underWay.has(number)) void fetchOne(number);
    }
  }

  async function fetchOne(number: number) {
    const asked = generation;
    underWay.add(number);
    const page = await fetchPage(number * PAGE_ROWS, PAGE_ROWS);
    if (asked !== generation) return;
    underWay.delete(number);
    failed = page === null;
    if (page !== null) {
      if (total === null || !fresh) total = page.total;
      else if (page.total !== total) waiting = Math.max(waiting ?? 0, page.total - total);
      fresh = true;
      keep(number, page.rows);
      pump();
    }
    tell();
  }

  function sameOrder(number: number, rows: readonly Row[]): boolean {
    const shown = pages.get(number)?.rows;
    if (shown === undefined) return true;
    if (shown.length !== rows.length) return false;
    return shown.every((row, at) => {
      const other = rows[at];
      return other !== undefined && keyOf(row) === keyOf(other);
    });
  }

  async function look() {
    looking = true;
    const asked = generation;
    for (const number of [...wanted].reverse()) {
      const page = await fetchPage(number * PAGE_ROWS, PAGE_ROWS);
      if (asked !== generation) break;
      failed = page === null;
      if (page === null || total === null) break;
      if (page.total === total && sameOrder(number, page.rows)) keep(number, page.rows);
      else waiting = Math.max(0, page.total - total);
    }
    looking = false;
    tell();
    if (lookAgain) {
      lookAgain = false;
      void look();
    }
  }

  return {
    total: () => total,
    row(index) {
      const page = pages.get(Math.floor(index / PAGE_ROWS));
      if (page === undefined) return null;
      clock += 1;
      page.usedAt = clock;
      return page.rows[index % PAGE_ROWS] ?? null;
    },
    want(start, end) {
      const numbers: number[] = [];
      const last = Math.floor(Math.max(start, end - 1) / PAGE_ROWS);
      for (let each = Math.floor(start / PAGE_ROWS); each <= last; each += 1) numbers.push(each);
      wanted = numbers;
      pump();
    },
    reload() {
      generation += 1;
      pages.clear();
      underWay.clear();
      fresh = false;
      waiting = null;
      looking = false;
      lookAgain = false;
      tell();
      pump();
    },
    refresh() {
      if (total === null) pump();
      else if (looking) lookAgain = true;
      else void look();
    },
    waiting: () => waiting,
    unanswered: () => failed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}
