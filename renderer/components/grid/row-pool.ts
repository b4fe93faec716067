// The rows that a grid draws: a bounded number of elements, written anew where they stand. A row
// that leaves lends its elements to the one that comes, so that a jump of the scrollbar makes and
// moves nothing, and a row is touched only when something that it shows has changed.
import { iconPath } from '../icon.tsx';
import type { Cell, Column } from './column.ts';
import type { Track } from './column-tracks.ts';
import styles from './grid.module.css';

export const ROW_HEIGHT = 28;
/** Where the active row waits while it is out of sight: above the sheet, which is clipped. */
const OUT_OF_SIGHT = -4 * ROW_HEIGHT;

/** What the rows are drawn from; `columns` and `tracks` are the same objects until they change. */
export type RowsModel<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly tracks: readonly Track[];
  readonly rowAt: (index: number) => Row | null;
  readonly idOf: (row: Row) => number;
  readonly nameOf: (row: Row) => string;
  /** The id of a cell of the active row. */
  readonly cellName: (row: number, track: number) => string;
  readonly active: number;
  readonly activeTrack: number;
  readonly openId: number | null;
};

/** `end` is exclusive; `base` is the row at the upper edge of the sheet, `rows` counts them all. */
export type Range = {
  readonly start: number;
  readonly end: number;
  readonly base: number;
  readonly rows: number;
};

export type RowPool<Row> = {
  draw(model: RowsModel<Row>, range: Range): void;
  /** The position of the row that an element belongs to; null outside the rows. */
  indexOf(target: EventTarget | null): number | null;
};

type Slot = {
  readonly element: HTMLElement;
  readonly cells: CellElement[];
  index: number;
  top: number;
  row: unknown;
  /** What the cells were built for and last placed at. */
  columns: unknown;
  tracks: readonly Track[] | null;
  activeTrack: number;
  isOpen: boolean;
};

export function createRowPool<Row>(sheet: HTMLElement): RowPool<Row> {
  const slots: Slot[] = [];
  const apart = newSlot();
  const bySheetChild = new WeakMap<Element, Slot>([[apart.element, apart]]);

  /** As many slots as rows; whatever is too many goes. */
  function hold(count: number): void {
    while (slots.length < count) {
      const slot = newSlot();
      bySheetChild.set(slot.element, slot);
      slots.push(slot);
      sheet.append(slot.element);
    }
    for (const slot of slots.splice(count)) slot.element.remove();
  }

  return {
    draw(model, { start, end, base, rows }) {
      hold(end - start);
      // A row that stays keeps its slot; the others take the free ones in their order.
      const stays = new Set<number>();
      for (const { index } of slots) if (index >= start && index < end) stays.add(index);
      let next = start;
      for (const slot of slots) {
        if (slot.index < start || slot.index >= end) {
          while (stays.has(next)) next += 1;
          slot.index = next;
          next += 1;
        }
        write(slot, model, (slot.index - base) * ROW_HEIGHT);
      }
      // The active row is always drawn, however far away, so that what the grid points at exists.
      const { active } = model;
      if (active >= 0 && active < rows && (active < start || active >= end)) {
        apart.index = active;
        write(apart, model, (start - base) * ROW_HEIGHT + OUT_OF_SIGHT);
        if (!apart.element.isConnected) sheet.append(apart.element);
      } else if (apart.element.isConnected) {
        apart.element.remove();
      }
    },
    indexOf(target) {
      const element = target instanceof Element ? target.closest('[role="row"]') : null;
      return element === null ? null : (bySheetChild.get(element)?.index ?? null);
    },
  };
}

function newSlot(): Slot {
  const element = document.createElement('div');
  element.className = styles.row ?? '';
  element.role = 'row';
  element.tabIndex = -1;
  return {
    element,
    cells: [],
    index: -1,
    top: Number.NaN,
    row: undefined,
    columns: null,
    tracks: null,
    activeTrack: -1,
    isOpen: false,
  };
}

function write<Row>(slot: Slot, model: RowsModel<Row>, top: number): void {
  const { element, index } = slot;
  const { columns, tracks } = model;
  const row = model.rowAt(index);
  if (slot.top !== top) {
    slot.top = top;
    element.style.top = `${top}px`;
  }
  if (slot.tracks !== tracks || slot.columns !== columns) build(slot, model);
  const label = String(index + 2);
  if (element.ariaRowIndex !== label) element.ariaRowIndex = label;
  if (slot.row !== row) {
    slot.row = row;
    fill(slot, model, row);
  }
  const isOpen = row !== null && model.openId !== null && model.idOf(row) === model.openId;
  if (slot.isOpen !== isOpen) {
    slot.isOpen = isOpen;
    element.ariaSelected = String(isOpen);
    element.toggleAttribute('data-open', isOpen);
  }
  point(slot, model, index === model.active ? model.activeTrack : -1);
}

/** Makes the cells of the columns that are shown, and places them. */
function build<Row>(slot: Slot, { columns, tracks }: RowsModel<Row>): void {
  const { element, cells } = slot;
  const isNew = slot.columns !== columns || cells.length !== tracks.length;
  slot.columns = columns;
  slot.tracks = tracks;
  if (isNew) {
    cells.length = 0;
    element.replaceChildren();
    slot.row = undefined;
    slot.activeTrack = -1;
  }
  for (const [at, { column, left, width }] of tracks.entries()) {
    const look = columns[column];
    if (isNew && look !== undefined) {
      const cell = newCell(look, column);
      cells.push(cell);
      element.append(cell.element);
    }
    const style = cells[at]?.element.style;
    if (style === undefined) continue;
    style.left = `${left}px`;
    style.width = `${width}px`;
  }
}

/** A row that is not here yet keeps what its elements showed, out of sight: cheap to bring back. */
function fill<Row>({ element, cells }: Slot, model: RowsModel<Row>, row: Row | null): void {
  element.toggleAttribute('data-pending', row === null);
  if (row === null) {
    element.ariaLabel = null;
    return;
  }
  element.ariaLabel = model.nameOf(row);
  for (const [at, { column }] of model.tracks.entries()) {
    const content = model.columns[column]?.content(row);
    if (content !== undefined) cells[at]?.show(content);
  }
}

/** Marks the active cell, which the grid points at by its id. */
function point<Row>(slot: Slot, { cellName }: RowsModel<Row>, activeTrack: number): void {
  const { element, cells, index } = slot;
  if (slot.activeTrack !== activeTrack) {
    slot.activeTrack = activeTrack;
    element.toggleAttribute('data-active', activeTrack >= 0);
    for (const [at, cell] of cells.entries()) {
      cell.element.toggleAttribute('data-active', at === activeTrack);
      if (activeTrack < 0) cell.element.removeAttribute('id');
    }
  }
  if (activeTrack < 0) return;
  for (const [at, cell] of cells.entries()) cell.element.id = cellName(index, at);
}

type CellElement = {
  readonly element: HTMLElement;
  show(content: Cell): void;
};

const SVG = 'http://www.w3.org/2000/svg';

function newCell<Row>({ align, look }: Column<Row>, column: number): CellElement {
  const element = document.createElement('div');
  element.className = styles.cell ?? '';
  element.role = 'gridcell';
  element.tabIndex = -1;
  element.ariaColIndex = String(column + 1);
  if (align !== undefined) element.dataset.align = align;
  if (look !== undefined) element.dataset.look = look;
  const text = document.createTextNode('');
  element.append(text);
  let title = '';
  let after: HTMLElement | null = null;
  const mark = markOf(element);
  return {
    element,
    show(content) {
      if (text.data !== content.text) text.data = content.text;
      mark(content.mark);
      if (title !== (content.title ?? '')) {
        title = content.title ?? '';
        element.title = title;
      }
      if (content.after === undefined) {
        after?.remove();
        after = null;
        return;
      }
      if (after === null) {
        after = document.createElement('span');
        after.className = styles.after ?? '';
        element.append(after);
      }
      if (after.textContent !== content.after) after.textContent = content.after;
    },
  };
}

/** Shows a mark in front of what a cell says, or none: another row may have had one there. */
function markOf(element: HTMLElement): (mark: Cell['mark']) => void {
  let path: SVGElement | null = null;
  return (mark) => {
    if (mark === undefined) {
      if (path === null) return;
      path.parentElement?.remove();
      path = null;
      delete element.dataset.tone;
      return;
    }
    if (path === null) {
      path = newMark();
      if (path.parentNode !== null) element.prepend(path.parentNode);
    }
    const { icon, tone } = mark;
    if (element.dataset.tone === tone && path.dataset.icon === icon) return;
    element.dataset.tone = tone;
    path.dataset.icon = icon;
    path.setAttribute('d', iconPath(icon));
  };
}

/** The path of an icon like those of the rest of the console, in its drawing. */
function newMark(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', styles.mark ?? '');
  const path = document.createElementNS(SVG, 'path');
  svg.append(path);
  return path;
}
