// A grid over any number of rows: recycled rows, one tab stop, arrows everywhere (W3C ARIA practices,
// pattern "grid"). The grid itself keeps the focus and points at the active cell, so that focus
// survives rows that come and go.
// biome-ignore-all lint/a11y/useSemanticElements: a table of a million rows is drawn in part
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Icon } from '../icon.tsx';
import styles from './grid.module.css';
import { cellAfterKey, type GridShape } from './grid-keys.ts';
import type { RowPages } from './row-pages.ts';
import { useViewport } from './use-viewport.ts';

export const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 30;

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** A track of CSS grid: `120px`, `minmax(120px, 2fr)`. */
  readonly width: string;
  readonly align?: 'end';
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

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
  useSyncExternalStore(pages.subscribe, pages.version);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [column, setColumn] = useState(0);
  const total = pages.total();
  const rows = total ?? 0;
  const view = useViewport({ scroller, sheet }, rows, ROW_HEIGHT, HEAD_HEIGHT);
  const { start, end } = view;

  useEffect(() => pages.want(start, Math.max(end, start + 1)), [pages, start, end]);
  const show = useRef(view.show);
  show.current = view.show;
  useEffect(() => {
    if (active >= 0) show.current(active);
  }, [active]);

  const onKeyDown = keyHandler(
    props,
    { rows, columns: columns.length, page: view.page },
    column,
    setColumn,
  );

  const template = columns.map(({ width }) => width).join(' ');
  const name = (row: number, at: number) => `${id}r${row}c${at}`;
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
      aria-activedescendant={active < rows ? name(active, column) : undefined}
      onKeyDown={onKeyDown}
      style={{ '--columns': template } as CSSProperties}
    >
      <div
        className={styles.track}
        style={{ height: view.track + HEAD_HEIGHT }}
        role="presentation"
      >
        <div className={styles.window} role="presentation">
          <Head {...props} active={active} column={column} name={name} />
          <div className={styles.body} role="rowgroup">
            {rows > 0 ? (
              <div ref={sheet} className={styles.sheet} role="presentation">
                <Rows {...props} view={view} column={column} name={name} />
              </div>
            ) : (
              <EmptyRow>{total === null ? props.loading : props.empty}</EmptyRow>
            )}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Answers the arrow keys and Enter; every other key is left to whoever else wants it. */
function keyHandler<Row>(
  props: GridProps<Row>,
  shape: GridShape,
  column: number,
  setColumn: (column: number) => void,
) {
  return (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    // What stands inside a cell, such as a button of an empty list, answers for itself.
    if (event.altKey || event.metaKey || event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      activate(props, props.active, column);
      return;
    }
    const next = cellAfterKey({ row: props.active, column }, event, shape);
    if (next === null) return;
    event.preventDefault();
    setColumn(next.column);
    props.onActive(next.row);
  };
}

function activate<Row>(props: GridProps<Row>, active: number, column: number): void {
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

type Naming = { readonly name: (row: number, column: number) => string; readonly column: number };

function Head<Row>({ columns, sort, onSort, active, column, name }: GridProps<Row> & Naming) {
  return (
    <div className={styles.head} role="rowgroup">
      <div className={styles.headRow} role="row" aria-rowindex={1} tabIndex={-1}>
        {columns.map(({ key, title, align, sortable }, at) => (
          // The keyboard reaches a header by the arrows of the grid, which answers Enter.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens for the keys
          <div
            key={key}
            id={name(-1, at)}
            role="columnheader"
            tabIndex={-1}
            className={styles.title}
            data-align={align}
            data-sortable={sortable}
            data-active={active === -1 && column === at ? true : undefined}
            aria-colindex={at + 1}
            aria-sort={ariaSort(sort, key)}
            onClick={() => sortable === true && onSort?.(key)}
          >
            {title}
            {sort?.by === key && <Icon name={sort.descending ? 'down' : 'up'} size={12} />}
          </div>
        ))}
      </div>
    </div>
  );
}

function ariaSort(sort: GridProps<unknown>['sort'], key: string) {
  if (sort?.by !== key) return undefined;
  return sort.descending ? 'descending' : 'ascending';
}

function Rows<Row>(
  props: GridProps<Row> & Naming & { readonly view: ReturnType<typeof useViewport> },
) {
  const { view, pages, active, openId, idOf } = props;
  const { start, end, base } = view;
  const slots = Math.max(1, end - start);
  // In the order of their slots, not of the rows: a row that leaves lends its elements to the one
  // that comes, where they stand. Moving them would cost a layout each; aria-rowindex tells the order.
  const indexes = Array.from({ length: end - start }, (_, slot) => {
    return start + ((((slot - start) % slots) + slots) % slots);
  });
  // The active row is always drawn, however far away, so that what the grid points at exists.
  if (active >= 0 && (active < start || active >= end)) indexes.push(active);
  return indexes.map((index) => {
    const row = pages.row(index);
    return (
      <RowView
        key={index >= start && index < end ? index % slots : 'active'}
        {...props}
        row={row}
        index={index}
        top={(index - base) * ROW_HEIGHT}
        activeColumn={index === active ? props.column : -1}
        isOpen={row !== null && openId !== null && idOf(row) === openId}
      />
    );
  });
}

type RowProps<Row> = Pick<GridProps<Row>, 'columns' | 'nameOf' | 'onOpen' | 'onActive'> &
  Pick<Naming, 'name'> & {
    readonly row: Row | null;
    readonly index: number;
    readonly top: number;
    readonly activeColumn: number;
    readonly isOpen: boolean;
  };

/** A row is drawn again only when something that it shows has changed. */
const RowView = memo(RowOf, (before, after) => {
  return (
    before.row === after.row &&
    before.index === after.index &&
    before.top === after.top &&
    before.activeColumn === after.activeColumn &&
    before.isOpen === after.isOpen &&
    before.columns === after.columns
  );
}) as typeof RowOf;

function RowOf<Row>(props: RowProps<Row>) {
  const { row, index, columns, activeColumn, isOpen, name } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens for the keys
    <div
      className={styles.row}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      aria-label={row === null ? undefined : props.nameOf(row)}
      data-active={activeColumn >= 0 || undefined}
      data-open={isOpen || undefined}
      style={{ top: props.top }}
      onClick={() => {
        props.onActive(index);
        if (row !== null) props.onOpen(row, index);
      }}
    >
      {columns.map(({ key, align, cell }, at) => (
        <div
          key={key}
          id={activeColumn >= 0 ? name(index, at) : undefined}
          role="gridcell"
          tabIndex={-1}
          aria-colindex={at + 1}
          className={styles.cell}
          data-align={align}
          data-active={activeColumn === at || undefined}
        >
          {row === null ? <span className={styles.placeholder} /> : cell(row)}
        </div>
      ))}
    </div>
  );
}
