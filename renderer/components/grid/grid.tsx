// A grid over any number of rows: recycled rows, one tab stop, arrows everywhere (W3C ARIA practices,
// pattern "grid"). The grid itself keeps the focus and points at the active cell, so that focus
// survives rows that come and go.
// biome-ignore-all lint/a11y/useSemanticElements: a table of a million rows is drawn in part
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Icon } from '../icon.tsx';
import type { Column } from './column.ts';
import { fitColumns, type Track } from './column-tracks.ts';
import styles from './grid.module.css';
import { cellAfterKey, type GridShape } from './grid-keys.ts';
import { createGridView, type GridModel, type GridView } from './grid-view.ts';
import type { RowPages } from './row-pages.ts';
import { ROW_HEIGHT } from './row-pool.ts';
import { trackHeight } from './scroll-mapping.ts';

const HEAD_HEIGHT = 30;
/** Until the browser has told the grid's size. */
const FIRST_SIZE = { width: 1200, height: 600 };

export type GridProps<Row> = {
  readonly label: string;
  /** The same array until the columns change. */
  readonly columns: readonly Column<Row>[];
  readonly pages: RowPages<Row>;
  readonly idOf: (row: Row) => number;
  /** A name that no other row has. */
  readonly nameOf: (row: Row) => string;
  readonly active: number;
  readonly onActive: (row: number) => void;
  /** The row whose detail is open, or null. */
  readonly openId: number | null;
  readonly onOpen: (row: Row, at: number) => void;
  readonly sort?: { readonly by: string; readonly descending: boolean };
  readonly onSort?: (column: string) => void;
  readonly empty: ReactNode;
  readonly loading: string;
  /** Told when the grid is on screen, so that a screen may give it the focus. */
  readonly focusRef?: { current: HTMLElement | null };
};

export function Grid<Row>(props: GridProps<Row>) {
  const { columns, pages, active, focusRef } = props;
  const total = useSyncExternalStore(pages.subscribe, pages.total);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [track, setTrack] = useState(0);
  const size = useSize(scroller);
  const tracks = useMemo(
    () =>
      fitColumns(
        columns.map(({ width }) => width),
        size.width,
      ),
    [columns, size.width],
  );
  const rows = total ?? 0;
  const viewport = Math.max(ROW_HEIGHT, size.height - HEAD_HEIGHT);
  const cellName = (row: number, at: number) => `${id}r${row}c${at}`;
  const activeTrack = Math.min(track, tracks.length - 1);
  useView(scroller, sheet, { ...props, tracks, activeTrack, cellName, viewport });
  const page = Math.max(1, Math.floor(viewport / ROW_HEIGHT));
  const shape = { rows, columns: tracks.length, page };
  const onKeyDown = keyHandler(props, shape, tracks, activeTrack, setTrack);
  return (
    // The grid is one tab stop: it keeps the focus and says which cell is meant.
    <div
      ref={(element) => {
        scroller.current = element;
        if (focusRef !== undefined) focusRef.current = element;
      }}
      className={styles.grid}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total === null ? -1 : rows + 1}
      aria-colcount={columns.length}
      aria-busy={total === null}
      aria-activedescendant={active < rows ? cellName(active, activeTrack) : undefined}
      onKeyDown={onKeyDown}
      style={{ '--placeholders': placeholders(tracks) } as CSSProperties}
    >
      <div
        className={styles.track}
        style={{ height: trackHeight({ rows, rowHeight: ROW_HEIGHT, viewport }) + HEAD_HEIGHT }}
        role="presentation"
      >
        <div className={styles.window} role="presentation">
          <Head {...props} tracks={tracks} activeTrack={activeTrack} cellName={cellName} />
          <div className={styles.body} role="rowgroup">
            <div ref={sheet} className={styles.sheet} role="presentation" />
            {rows === 0 && <EmptyRow>{total === null ? props.loading : props.empty}</EmptyRow>}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The size of the grid inside its scrollbar, in CSS pixels. */
function useSize(scroller: RefObject<HTMLDivElement | null>) {
  const [size, setSize] = useState(FIRST_SIZE);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return size;
}

type Shown<Row> = GridProps<Row> & {
  readonly tracks: readonly Track[];
  readonly activeTrack: number;
  readonly cellName: (row: number, track: number) => string;
};

/** Draws the rows anew whenever something that they show has changed. */
function useView<Row>(
  scroller: RefObject<HTMLDivElement | null>,
  sheet: RefObject<HTMLDivElement | null>,
  shown: Shown<Row> & { readonly viewport: number },
): void {
  const model: GridModel<Row> = {
    ...shown,
    onPress(index) {
      shown.onActive(index);
      const row = shown.pages.row(index);
      if (row !== null) shown.onOpen(row, index);
    },
  };
  const view = useRef<GridView<Row> | null>(null);
  const first = useRef(model);
  first.current = model;
  useLayoutEffect(() => {
    if (scroller.current === null || sheet.current === null) return;
    const made = createGridView<Row>(scroller.current, sheet.current, first.current);
    view.current = made;
    return () => made.end();
  }, [scroller, sheet]);
  useLayoutEffect(() => view.current?.update(model));
  const { active } = shown;
  useEffect(() => {
    if (active >= 0) view.current?.show(active);
  }, [active]);
}

/** A bar in each column stands for a row that is not here yet. */
function placeholders(tracks: readonly Track[]): string {
  const bar = 'linear-gradient(var(--line), var(--line))';
  return tracks
    .map(({ left, width }) => `${bar} ${left}px 50% / ${Math.round(width * 0.62)}px 8px no-repeat`)
    .join(', ');
}

/** Answers the arrow keys and Enter; every other key is left to whoever else wants it. */
function keyHandler<Row>(
  props: GridProps<Row>,
  shape: GridShape,
  tracks: readonly Track[],
  activeTrack: number,
  setTrack: (track: number) => void,
) {
  return (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    // What stands inside a cell, such as a button of an empty list, answers for itself.
    if (event.altKey || event.metaKey || event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      activate(props, tracks[activeTrack]?.column ?? 0);
      return;
    }
    const next = cellAfterKey({ row: props.active, column: activeTrack }, event, shape);
    if (next === null) return;
    event.preventDefault();
    setTrack(next.column);
    props.onActive(next.row);
  };
}

function activate<Row>(props: GridProps<Row>, column: number): void {
  const { active } = props;
  if (active === -1) {
    const key = props.columns[column];
    if (key?.sortable === true) props.onSort?.(key.key);
    return;
  }
  const row = props.pages.row(active);
  if (row !== null) props.onOpen(row, active);
}

function EmptyRow({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.empty} role="row" tabIndex={-1}>
      <div role="gridcell" tabIndex={-1}>
        {children}
      </div>
    </div>
  );
}

function Head<Row>(props: Shown<Row>) {
  const { columns, sort, onSort, active, tracks, activeTrack, cellName } = props;
  return (
    <div className={styles.head} role="rowgroup">
      <div className={styles.headRow} role="row" aria-rowindex={1} tabIndex={-1}>
        {tracks.map(({ column, left, width }, at) => {
          const shown = columns[column];
          if (shown === undefined) return null;
          const { key, title, align, sortable } = shown;
          return (
            // The keyboard reaches a header by the arrows of the grid, which answers Enter.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens for the keys
            <div
              key={key}
              id={cellName(-1, at)}
              role="columnheader"
              tabIndex={-1}
              className={styles.title}
              style={{ left, width }}
              data-align={align}
              data-sortable={sortable}
              data-active={active === -1 && activeTrack === at ? true : undefined}
              aria-colindex={column + 1}
              aria-sort={ariaSort(sort, key)}
              onClick={() => sortable === true && onSort?.(key)}
            >
              <span>{title}</span>
              {sort?.by === key && <Icon name={sort.descending ? 'down' : 'up'} size={12} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function ariaSort(sort: GridProps<unknown>['sort'], key: string) {
  if (sort?.by !== key) return undefined;
  return sort.descending ? 'descending' : 'ascending';
}
