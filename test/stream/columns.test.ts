// Goal: what is written to columns is what is read, in place, and nothing else is taken for it.
// Method: rows of edge values written, finished and read back whole; damaged and foreign buffers;
// the limits reached from both sides; random batches against arrays of plain values.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { type Columns, ColumnsView, defineColumns } from '../../main/stream/columns.ts';
import {
  blankColumns,
  copyCells,
  extractRow,
  joinRows,
  sliceRows,
} from '../../main/stream/columns-fill.ts';
import { ColumnsWriter } from '../../main/stream/columns-writer.ts';
import { Bug, UnreadableColumns } from '../../main/stream/errors.ts';
import { seeded } from '../domain/seeded.ts';
import { pick } from './topologies/specimen.ts';

const schema = defineColumns({
  flag: 'u8',
  name: 'text',
  amount: 'i64',
  at: 'f64',
  change: 'i32',
  raw: 'bytes',
  count: 'u32',
});

type Row = {
  readonly flag: number;
  readonly name: string | null;
  readonly amount: bigint;
  readonly at: number;
  readonly change: number;
  readonly raw: Uint8Array | null;
  readonly count: number;
};

const LIMITS = { rowsMax: 1000, bytesMax: 1 << 20 };

const ROWS: readonly Row[] = [
  { flag: 0, name: null, amount: 0n, at: 0, change: 0, raw: null, count: 0 },
  {
    flag: 255,
    name: '',
    amount: 2n ** 63n - 1n,
    at: 1e15,
    change: 2 ** 31 - 1,
    raw: bytes(),
    count: 2 ** 32 - 1,
  },
  {
    flag: 1,
    name: 'short',
    amount: -(2n ** 63n),
    at: -0.5,
    change: -(2 ** 31),
    raw: bytes(0, 255),
    count: 1,
  },
  {
    flag: 2,
    name: 'Łódź 東京 🧾',
    amount: -1n,
    at: Number.POSITIVE_INFINITY,
    change: -1,
    raw: bytes(7),
    count: 7,
  },
  {
    flag: 3,
    name: '\ufeffmark first, then more than twelve',
    amount: 1n,
    at: 1,
    change: 1,
    raw: null,
    count: 3,
  },
  { flag: 4, name: 'a'.repeat(5000), amount: 12n, at: 2, change: 2, raw: null, count: 4 },
];

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

function put(writer: ColumnsWriter<typeof schema.columns>, row: Row): boolean {
  writer.text('name', row.name);
  writer.i64('amount', row.amount);
  writer.u8('flag', row.flag);
  writer.f64('at', row.at);
  writer.i32('change', row.change);
  writer.textBytes('raw', row.raw);
  writer.u32('count', row.count);
  return writer.endRow();
}

function written(rows: readonly Row[], limits = LIMITS) {
  const writer = new ColumnsWriter(schema, limits);
  for (const row of rows) assert.equal(put(writer, row), true);
  return writer;
}

function read(buffer: ArrayBufferLike): readonly Row[] {
  const view = new ColumnsView(schema, buffer);
  return Array.from({ length: view.length }, (_, row) => ({
    flag: view.u8('flag')[row] ?? -1,
    name: view.text('name', row),
    amount: view.i64('amount')[row] ?? -1n,
    at: view.f64('at')[row] ?? -1,
    change: view.i32('change')[row] ?? -1,
    raw: view.textBytes('raw', row)?.slice() ?? null,
    count: view.u32('count')[row] ?? -1,
  }));
}

test('every kind comes back as it went in, null apart from empty', () => {
  assert.deepEqual(read(written(ROWS).finish()), ROWS);
  assert.deepEqual(read(written([]).finish()), []);
  const shared = written(ROWS).finishShared();
  assert.ok(shared instanceof SharedArrayBuffer);
  assert.deepEqual(read(shared), ROWS);
});

test('a finished buffer may be transferred, and is the same whatever was written after', () => {
  const writer = written(ROWS.slice(0, 2));
  const first = writer.finish();
  assert.equal(put(writer, ROWS[3] ?? assert.fail()), true);
  assert.deepEqual(read(structuredClone(first, { transfer: [first] })), ROWS.slice(0, 2));
  assert.equal(first.byteLength, 0);
  assert.deepEqual(read(writer.finish()), [...ROWS.slice(0, 2), ROWS[3]]);
});

test('a view copies nothing', () => {
  const buffer = written(ROWS).finish();
  const view = new ColumnsView(schema, buffer);
  assert.equal(view.i64('amount').buffer, buffer);
  assert.equal(view.textBytes('name', 3)?.buffer, buffer);
  view.i64('amount')[2] = 99n;
  assert.equal(new ColumnsView(schema, buffer).i64('amount')[2], 99n);
});

test('a field that is not set is 0 or null, also after a row that did not fit', () => {
  const writer = new ColumnsWriter(schema, { rowsMax: 2, bytesMax: 400 });
  writer.text('name', 'x'.repeat(1000));
  writer.u32('count', 5);
  assert.equal(writer.endRow(), false);
  assert.equal(writer.endRow(), true);
  assert.deepEqual(read(writer.finish()), [ROWS[0]]);
});

test('a field that is set twice keeps the second', () => {
  const writer = new ColumnsWriter(schema, LIMITS);
  writer.text('name', 'first and long');
  writer.text('name', 'second');
  writer.endRow();
  writer.text('name', 'third');
  writer.text('name', null);
  writer.endRow();
  assert.deepEqual(
    read(writer.finish()).map(({ name }) => name),
    ['second', null],
  );
  const once = new ColumnsWriter(schema, LIMITS);
  once.text('name', 'second');
  once.endRow();
  once.endRow();
  assert.deepEqual(new Uint8Array(writer.finish()), new Uint8Array(once.finish()));
});

test('the limits of rows and bytes are kept, and what was taken before is kept too', () => {
  const rows = new ColumnsWriter(schema, { rowsMax: 3, bytesMax: 1 << 20 });
  assert.deepEqual(
    ROWS.map((row) => put(rows, row)),
    [true, true, true, false, false, false],
  );
  assert.deepEqual(read(rows.finish()), ROWS.slice(0, 3));

  for (const bytesMax of [200, 333, 1000, 6000]) {
    const writer = new ColumnsWriter(schema, { rowsMax: 100, bytesMax });
    const fitted = ROWS.filter((row) => put(writer, row));
    assert.equal(writer.length, fitted.length);
    assert.ok(writer.finish().byteLength <= bytesMax);
    assert.deepEqual(read(writer.finish()), fitted);
  }
});

test('bytes of a larger buffer are copied between the bounds given', () => {
  const writer = new ColumnsWriter(schema, LIMITS);
  writer.textBytes('name', new TextEncoder().encode('<a>Zoë</a>'), 3, 7);
  writer.endRow();
  writer.textBytes('raw', new Uint8Array(100).fill(7), 10, 90);
  writer.endRow();
  const view = writer.finishView();
  assert.equal(view.text('name', 0), 'Zoë');
  assert.deepEqual(view.textBytes('raw', 1), new Uint8Array(80).fill(7));
});

test('a lone surrogate becomes U+FFFD', () => {
  const writer = new ColumnsWriter(schema, LIMITS);
  writer.text('name', 'a\ud800b');
  writer.endRow();
  assert.equal(writer.finishView().text('name', 0), 'a\ufffdb');
});

test('other columns, damage and shortness are refused', () => {
  const good = written(ROWS).finish();
  const renamed = defineColumns({ ...schema.columns, count: 'i32' });
  const moved = defineColumns({ amount: 'i64', flag: 'u8' });
  const cases: readonly (readonly [string, () => unknown])[] = [
    ['another kind', () => new ColumnsView(renamed, good)],
    ['other names', () => new ColumnsView(moved, good)],
    ['empty', () => new ColumnsView(schema, new ArrayBuffer(0))],
    ['zeros', () => new ColumnsView(schema, new ArrayBuffer(64))],
    ['cut short', () => new ColumnsView(schema, good.slice(0, -8))],
    ['rows overstated', () => new ColumnsView(schema, patched(good, 2, 1_000_000))],
    ['rows understated', () => new ColumnsView(schema, patched(good, 2, 1))],
  ];
  for (const [name, open] of cases) assert.throws(open, UnreadableColumns, name);
});

function patched(buffer: ArrayBuffer, word: number, value: number): ArrayBuffer {
  const copy = buffer.slice();
  new Uint32Array(copy)[word] = value;
  return copy;
}

test('a row outside the batch and a column of another kind are bugs', () => {
  const view = written(ROWS).finishView();
  assert.throws(() => view.text('name', ROWS.length), Bug);
  const anyColumns: { cells(column: string): unknown } = view;
  assert.throws(() => anyColumns.cells('name'), Bug);
  assert.throws(() => defineColumns({ '0': 'u8' }), Bug);
});

test('a row is taken out, or copied over, whole', () => {
  const view = written(ROWS).finishView();
  for (const [row, expected] of ROWS.entries()) {
    assert.deepEqual(read(extractRow(view, row)), [expected]);
  }
  const numbers = defineColumns({ a: 'i64', b: 'u8', c: 'f64' });
  const [from, to] = [blankColumns(numbers, 2), blankColumns(numbers, 3)];
  from.i64('a')[1] = -5n;
  from.u8('b')[1] = 9;
  from.f64('c')[1] = 0.25;
  for (const { name } of numbers.fields) copyCells(from, to, name, 1, 2);
  assert.deepEqual([...to.i64('a')], [0n, 0n, -5n]);
  assert.deepEqual([...to.u8('b')], [0, 0, 9]);
  assert.deepEqual([...to.f64('c')], [0, 0, 0.25]);
});

test('random batches of random columns come back', () => {
  const kinds = ['u8', 'text', 'u32'] as const;
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seeded(seed);
    const columns: { [name: string]: (typeof kinds)[number] } = {};
    for (let at = 0; at <= random.below(5); at += 1) columns[`c${at}`] = pick(random, kinds);
    const table = defineColumns<Columns>(columns);
    const rows = Array.from({ length: random.below(200) }, () =>
      Object.values(columns).map((kind) => {
        if (kind === 'text')
          return random.below(5) === 0 ? null : random.text('aé日ß', random.below(20));
        return random.below(kind === 'u8' ? 2 ** 8 : 2 ** 32);
      }),
    );
    assert.deepEqual(readAny(table, writeAny(columns, rows)), rows, `seed ${seed}`);
  }
});

test('any rows of a batch are a batch of their own, and all of them together the batch again', () => {
  const table = defineColumns({ small: 'u8', name: 'text', large: 'u32' } as const);
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = seeded(seed);
    const rows = Array.from({ length: random.below(20) }, (_, at) => [
      random.below(256),
      pick(random, [null, '', 'a', 'ω and more', 'x'.repeat(40)]),
      at,
    ]);
    const whole = new ColumnsView(table, writeAny(table.columns, rows));
    const parts: ArrayBufferLike[] = [];
    for (let from = 0; from < rows.length; ) {
      const to = Math.min(from + random.below(6), rows.length);
      const part = sliceRows(whole, from, to);
      assert.deepEqual(readAny(table, part), rows.slice(from, to), `seed ${seed}, row ${from}`);
      parts.push(part);
      from = to;
    }
    assert.deepEqual(readAny(table, joinRows(table, parts)), rows, `seed ${seed}`);
  }
});

type AnyCells = readonly (readonly (string | number | null)[])[];

function writeAny(columns: { [name: string]: 'u8' | 'text' | 'u32' }, rows: AnyCells): ArrayBuffer {
  const table = defineColumns(columns);
  const writer = new ColumnsWriter(table, LIMITS);
  const setters: {
    u8(c: string, v: number): void;
    u32(c: string, v: number): void;
    text(c: string, v: string | null): void;
  } = writer;
  for (const cells of rows) {
    for (const [at, { name, kind }] of table.fields.entries()) {
      const value = cells[at] ?? null;
      if (typeof value !== 'number') setters.text(name, value);
      else if (kind === 'u8') setters.u8(name, value);
      else setters.u32(name, value);
    }
    assert.equal(writer.endRow(), true);
  }
  return writer.finish();
}

function readAny(
  table: ReturnType<typeof defineColumns<Columns>>,
  buffer: ArrayBufferLike,
): AnyCells {
  const view = new ColumnsView(table, buffer);
  return Array.from({ length: view.length }, (_, row) =>
    table.fields.map(({ name, kind }) =>
      kind === 'text' ? view.textCells(name).text(row) : (view.cells(name).words[row] ?? -1),
    ),
  );
}
