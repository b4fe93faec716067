// How wide each column of a grid is, and which ones stay when there is not room for all: pure, so
// that every width of a window can be tried.

/** What one column asks for; widths in CSS pixels. */
export type ColumnWidth = {
  /** Its width at least: what its longest plain value needs. */
  readonly least: number;
  /** Its share of the room that is left over; none when it has enough. */
  readonly share?: number;
  /** When room is short the column with the highest number goes first; without one it stays. */
  readonly yields?: number;
};

export type Track = {
  /** The column's place among all columns. */
  readonly column: number;
  readonly left: number;
  readonly width: number;
};

/** Pixels before the first column, between two, and after the last. */
export const COLUMN_GAP = 14;

/**
 * The tracks of the columns that fit into `room` pixels, from left to right. Those that never yield
 * are always among them, narrower than they asked for where they must be.
 */
export function fitColumns(columns: readonly ColumnWidth[], room: number): readonly Track[] {
  const shown = columns.map((_, column) => column);
  const leastOf = (column: number) => columns[column]?.least ?? 0;
  const needed = () =>
    shown.reduce((sum, column) => sum + leastOf(column) + COLUMN_GAP, COLUMN_GAP);
  while (needed() > room) {
    const yields = shown.map((column) => columns[column]?.yields ?? 0);
    const most = Math.max(...yields);
    if (most === 0) break;
    shown.splice(yields.lastIndexOf(most), 1);
  }
  return place(columns, shown, room - needed());
}

/** Shares out what is left over, or takes what is missing from everyone alike. */
function place(
  columns: readonly ColumnWidth[],
  shown: readonly number[],
  over: number,
): readonly Track[] {
  const weightOf = (column: number) =>
    (over < 0 ? columns[column]?.least : columns[column]?.share) ?? 0;
  const weights = shown.reduce((sum, column) => sum + weightOf(column), 0);
  let left = COLUMN_GAP;
  return shown.map((column) => {
    const extra = weights === 0 ? 0 : (over * weightOf(column)) / weights;
    const width = Math.max(0, Math.floor((columns[column]?.least ?? 0) + extra));
    const track = { column, left, width };
    left += width + COLUMN_GAP;
    return track;
  });
}
