// The moving part of a grid: the element that the browser scrolls, the offset of the rows that it
// stands for, and the rows drawn there. Positions and rows are written straight to the page, in the
// very frame that scrolled; React is told nothing of it.
import type { RowPages } from './row-pages.ts';
import { createRowPool, ROW_HEIGHT, type RowPool, type RowsModel } from './row-pool.ts';
import {
  clampOffset,
  type Extent,
  isMapped,
  offsetMax,
  offsetOf,
  offsetShowing,
  rowsAt,
  scrollTopOf,
} from './scroll-mapping.ts';

/** Rows are placed from a base that seldom changes, so that scrolling moves one element only. */
const BASE_ROWS = 1000;
/** Rows drawn beyond each edge: rows move in the frame that draws them, so one is enough. */
const OVERSCAN = 1;

export type GridModel<Row> = Omit<RowsModel<Row>, 'rowAt'> & {
  readonly pages: RowPages<Row>;
  /** Height of the rows' part of the grid, in CSS pixels. */
  readonly viewport: number;
  /** A row was pressed. */
  readonly onPress: (row: number) => void;
};

export type GridView<Row> = {
  /** Takes what is to be drawn from now on, and draws it. */
  update(model: GridModel<Row>): void;
  /** Brings a row into view. */
  show(row: number): void;
  end(): void;
};

/** What the functions below work on. */
type Held<Row> = {
  readonly scroller: HTMLElement;
  readonly sheet: HTMLElement;
  readonly pool: RowPool<Row>;
  model: GridModel<Row>;
  /** Pixels of rows above the viewport. */
  offset: number;
  /** The row at the upper edge of the sheet. */
  base: number;
  drawn: { readonly start: number; readonly end: number };
  /** What was last asked for: an answer that cannot be had is not asked for again by its drawing. */
  wanted: RowPages<Row> | null;
};

/** Draws `model` into `sheet` at once, and follows the scrolling of `scroller` until its end. */
export function createGridView<Row>(
  scroller: HTMLElement,
  sheet: HTMLElement,
  model: GridModel<Row>,
): GridView<Row> {
  const pool = createRowPool<Row>(sheet);
  const nothing = { start: 0, end: 0 };
  const at = { offset: 0, base: 0, drawn: nothing, wanted: null };
  const held: Held<Row> = { scroller, sheet, pool, model, ...at };
  const redraw = () => draw(held);
  let stopListening = model.pages.subscribe(redraw);
  const stopScrolling = followScrolling(held);
  redraw();
  return {
    update(next) {
      if (held.model.pages !== next.pages) {
        stopListening();
        stopListening = next.pages.subscribe(redraw);
      }
      resize(held, next);
      redraw();
    },
    show(row) {
      const next = offsetShowing(extentOf(held), held.offset, row);
      if (next !== held.offset) moveTo(held, next, true);
    },
    end() {
      stopListening();
      stopScrolling();
      sheet.replaceChildren();
    },
  };
}

function extentOf<Row>({ model }: Held<Row>): Extent {
  const viewport = Math.max(ROW_HEIGHT, model.viewport);
  return { rows: model.pages.total() ?? 0, rowHeight: ROW_HEIGHT, viewport };
}

/**
 * Takes the next model. What a bar above the grid leaves of it changes its height, and whoever looked
 * at the last row, or stands on one that showed whole, goes on seeing it.
 */
function resize<Row>(held: Held<Row>, next: GridModel<Row>): void {
  const before = extentOf(held);
  const { offset } = held;
  const { active } = held.model;
  held.model = next;
  const after = extentOf(held);
  if (after.viewport === before.viewport || after.rows !== before.rows) return;
  const wasAtEnd = offset > 0 && offset >= offsetMax(before);
  const wasWhole = active >= 0 && offsetShowing(before, offset, active) === offset;
  const shown = wasAtEnd ? offsetMax(after) : offset;
  const to = wasWhole && active === next.active ? offsetShowing(after, shown, active) : shown;
  if (to !== offset) moveTo(held, to, true);
}

function draw<Row>(held: Held<Row>): void {
  const { model, drawn } = held;
  const extent = extentOf(held);
  held.offset = clampOffset(extent, held.offset);
  const { start, end } = rowsAt(extent, held.offset, OVERSCAN);
  // After a jump every slot stands where it stood, with other rows in it.
  const jumped = start >= drawn.end || end <= drawn.start;
  if (jumped || Math.abs(start - held.base) > BASE_ROWS) held.base = start;
  const { base } = held;
  held.drawn = { start, end };
  held.pool.draw({ ...model, rowAt: model.pages.row }, { start, end, base, rows: extent.rows });
  held.sheet.style.transform = `translateY(${base * ROW_HEIGHT - held.offset}px)`;
  const isSame = held.wanted === model.pages && start === drawn.start && end === drawn.end;
  held.wanted = model.pages;
  if (!isSame) model.pages.want(start, Math.max(end, start + 1));
}

/** Shows the rows at `next`; `sync` also tells the browser's own position. */
function moveTo<Row>(held: Held<Row>, next: number, sync: boolean): void {
  const extent = extentOf(held);
  held.offset = clampOffset(extent, next);
  if (sync) held.scroller.scrollTop = scrollTopOf(extent, held.offset);
  draw(held);
}

/** Follows the browser's own scrolling, and takes over the wheel where positions are mapped. */
function followScrolling<Row>(held: Held<Row>): () => void {
  const { scroller, sheet, pool } = held;
  const onScroll = () => {
    const extent = extentOf(held);
    // Our own writing comes back as an event, rounded: it says nothing new.
    if (Math.abs(scroller.scrollTop - scrollTopOf(extent, held.offset)) < 1) return;
    moveTo(held, offsetOf(extent, scroller.scrollTop), false);
  };
  const onWheel = (event: WheelEvent) => {
    // Where a scrolled pixel is several pixels of rows, a wheel would skip rows.
    if (!isMapped(extentOf(held)) || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW_HEIGHT : 1;
    moveTo(held, held.offset + event.deltaY * unit, true);
  };
  const onClick = ({ target }: Event) => {
    const index = pool.indexOf(target);
    if (index !== null) held.model.onPress(index);
  };
  scroller.addEventListener('scroll', onScroll, { passive: true });
  scroller.addEventListener('wheel', onWheel, { passive: false });
  sheet.addEventListener('click', onClick);
  return () => {
    scroller.removeEventListener('scroll', onScroll);
    scroller.removeEventListener('wheel', onWheel);
    sheet.removeEventListener('click', onClick);
  };
}
