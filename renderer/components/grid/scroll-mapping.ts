// Which rows a scroll position shows. Chromium clamps an element at 33.5 million pixels divided by
// the screen's scale, so the scrolled element stays far below that and positions are mapped.

/** Height of the scrolled element at most, in CSS pixels: reachable at scales up to 4. */
export const TRACK_MAX = 8_000_000;

/** Sizes in CSS pixels; `rows` counts all rows there are. */
export type Extent = {
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewport: number;
};

/** Height of the element that the browser scrolls. */
export function trackHeight({ rows, rowHeight, viewport }: Extent): number {
  return Math.max(viewport, Math.min(TRACK_MAX, rows * rowHeight));
}

/** Whether one scrolled pixel is more than one pixel of rows. */
export function isMapped({ rows, rowHeight }: Extent): boolean {
  return rows * rowHeight > TRACK_MAX;
}

/** The largest offset: the last row then ends at the lower edge of the viewport. */
export function offsetMax({ rows, rowHeight, viewport }: Extent): number {
  return Math.max(0, rows * rowHeight - viewport);
}

function scrollMax(extent: Extent): number {
  return Math.max(0, trackHeight(extent) - extent.viewport);
}

export function clampOffset(extent: Extent, offset: number): number {
  return Math.min(offsetMax(extent), Math.max(0, offset));
}

/**
 * Pixels of rows above the viewport when the browser says `scrollTop`. Both ends are exact, even
 * where the browser rounds its position to whole device pixels.
 */
export function offsetOf(extent: Extent, scrollTop: number): number {
  const most = scrollMax(extent);
  if (most === 0 || scrollTop <= 0) return 0;
  if (scrollTop >= most - 1) return offsetMax(extent);
  return clampOffset(extent, (scrollTop / most) * offsetMax(extent));
}

/** The inverse of {@link offsetOf}. */
export function scrollTopOf(extent: Extent, offset: number): number {
  const most = offsetMax(extent);
  return most === 0 ? 0 : (clampOffset(extent, offset) / most) * scrollMax(extent);
}

/** Rows to draw: those that show at `offset` and `overscan` more on both sides; `end` exclusive. */
export function rowsAt(
  extent: Extent,
  offset: number,
  overscan: number,
): { readonly start: number; readonly end: number } {
  const { rows, rowHeight, viewport } = extent;
  const first = Math.floor(clampOffset(extent, offset) / rowHeight);
  const shown = Math.ceil(viewport / rowHeight) + 1;
  return {
    start: Math.max(0, first - overscan),
    end: Math.min(rows, first + shown + overscan),
  };
}

/** The offset nearest to `offset` at which `row` shows whole. */
export function offsetShowing(extent: Extent, offset: number, row: number): number {
  const { rowHeight, viewport } = extent;
  const top = row * rowHeight;
  if (top < offset) return clampOffset(extent, top);
  if (top + rowHeight > offset + viewport) return clampOffset(extent, top + rowHeight - viewport);
  return clampOffset(extent, offset);
}
