// Where the arrow keys lead inside a grid (W3C ARIA practices, pattern "grid"): pure, so that every
// key can be tried at every edge.

/** The active cell. Row -1 is the header. */
export type Cell = { readonly row: number; readonly column: number };

export type GridShape = {
  readonly rows: number;
  readonly columns: number;
  /** Whole rows that show at one time. */
  readonly page: number;
};

export type GridKey = { readonly key: string; readonly ctrlKey: boolean };

/** The cell that the key leads to, or null when the key is not one of the grid's. */
export function cellAfterKey(cell: Cell, { key, ctrlKey }: GridKey, shape: GridShape): Cell | null {
  const lastRow = shape.rows - 1;
  const lastColumn = shape.columns - 1;
  const to = (row: number, column: number): Cell => ({
    row: Math.max(-1, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(ctrlKey ? lastRow : cell.row + 1, cell.column);
    case 'ArrowUp':
      return to(ctrlKey ? 0 : cell.row - 1, cell.column);
    case 'ArrowRight':
      return to(cell.row, cell.column + 1);
    case 'ArrowLeft':
      return to(cell.row, cell.column - 1);
    case 'PageDown':
      return to(cell.row + shape.page, cell.column);
    case 'PageUp':
      return to(Math.max(0, cell.row - shape.page), cell.column);
    case 'Home':
      return ctrlKey ? to(0, 0) : to(cell.row, 0);
    case 'End':
      return ctrlKey ? to(lastRow, lastColumn) : to(cell.row, lastColumn);
    default:
      return null;
  }
}
