// The scrolling of a grid: one element that the browser scrolls, and the offset of the rows that it
// stands for. Positions are written straight to the sheet; React is told only of other rows.
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import {
  clampOffset,
  type Extent,
  isMapped,
  offsetOf,
  offsetShowing,
  rowsAt,
  scrollTopOf,
  trackHeight,
} from './scroll-mapping.ts';

/** Rows are placed from a base that seldom changes, so that scrolling moves one element only. */
const BASE_ROWS = 1000;
const OVERSCAN = 6;

export type Viewport = {
  readonly start: number;
  readonly end: number;
  /** The row that stands at the top edge of the sheet. */
  readonly base: number;
  readonly track: number;
  /** Whole rows that show at one time. */
  readonly page: number;
  show(row: number): void;
};

type Refs = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly sheet: RefObject<HTMLDivElement | null>;
};

export function useViewport(
  { scroller, sheet }: Refs,
  rows: number,
  rowHeight: number,
  headHeight: number,
): Viewport {
  const [height, setHeight] = useState(600);
  const [, setFirst] = useState(0);
  const offset = useRef(0);
  const extent: Extent = { rows, rowHeight, viewport: Math.max(rowHeight, height - headHeight) };
  const now = useRef(extent);
  now.current = extent;
  offset.current = clampOffset(extent, offset.current);
  const { start, end } = rowsAt(extent, offset.current, OVERSCAN);
  const base = Math.floor(start / BASE_ROWS) * BASE_ROWS;

  useLayoutEffect(() => place(sheet.current, base * rowHeight - offset.current));
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  /** Shows the rows at `next`; `sync` also tells the browser's own position. */
  const moveTo = useRef((next: number, sync: boolean): void => {
    const { current } = now;
    offset.current = clampOffset(current, next);
    const element = scroller.current;
    if (sync && element !== null) element.scrollTop = scrollTopOf(current, offset.current);
    const first = Math.floor(offset.current / current.rowHeight);
    flushSync(() => setFirst(first));
    const from = rowsAt(current, offset.current, OVERSCAN).start;
    const origin = Math.floor(from / BASE_ROWS) * BASE_ROWS;
    place(sheet.current, origin * current.rowHeight - offset.current);
  }).current;

  useScrolling(scroller, now, offset, moveTo);

  return {
    start,
    end,
    base,
    track: trackHeight(extent),
    page: Math.max(1, Math.floor(extent.viewport / rowHeight)),
    show(row) {
      const next = offsetShowing(now.current, offset.current, row);
      if (next === offset.current) return;
      offset.current = next;
      const element = scroller.current;
      if (element !== null) element.scrollTop = scrollTopOf(now.current, next);
      setFirst(Math.floor(next / rowHeight));
      const from = rowsAt(now.current, next, OVERSCAN).start;
      place(sheet.current, Math.floor(from / BASE_ROWS) * BASE_ROWS * rowHeight - next);
    },
  };
}

/** Follows the browser's own scrolling, and takes over the wheel where positions are mapped. */
function useScrolling(
  scroller: RefObject<HTMLDivElement | null>,
  now: RefObject<Extent>,
  offset: RefObject<number>,
  moveTo: (next: number, sync: boolean) => void,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => {
      const { current } = now;
      // Our own writing comes back as an event, rounded: it says nothing new.
      if (Math.abs(element.scrollTop - scrollTopOf(current, offset.current)) < 1) return;
      moveTo(offsetOf(current, element.scrollTop), false);
    };
    const onWheel = (event: WheelEvent) => {
      // Where a scrolled pixel is several pixels of rows, a wheel would skip rows.
      if (!isMapped(now.current) || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? now.current.rowHeight : 1;
      moveTo(offset.current + event.deltaY * unit, true);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller, now, offset, moveTo]);
}

function place(sheet: HTMLElement | null, y: number): void {
  if (sheet !== null) sheet.style.transform = `translateY(${y}px)`;
}
