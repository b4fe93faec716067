// Goal: a list of master data is read row by row however it is cut, its faults are named with their
// lines, and what is written is read back as it was. Method: hand-made lists, each read whole and cut
// at every place; a written list read again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeySet } from '../../main/formats/key-set.ts';
import {
  createMasterListReader,
  type MasterListRow,
  masterListHeader,
  masterListLine,
} from '../../main/formats/master-csv.ts';

function read(pieces: readonly string[]) {
  const rows: MasterListRow[] = [];
  const reader = createMasterListReader('customer', true, (row) => rows.push(row));
  for (const piece of pieces) if (!reader.push(piece)) break;
  const { problems, problemCount, rows: count } = reader.end();
  assert.equal(count, rows.length);
  const found = problems.map(({ code, place }) => `${place.line} ${code}`);
  assert.equal(problemCount, found.length);
  return { rows, found };
}

const LIST = [
  'Customer,form,name,status,ended',
  'C-1,person,"Müller, ""Anna""\nmaria",active,',
  '',
  'C-2,firm,陈伟,closed,true',
  '',
].join('\r\n');

const ROWS: readonly MasterListRow[] = [
  {
    line: 4,
    key: 'C-2',
    content: { customer: 'C-2', form: 'firm', name: '陈伟', status: 'closed' },
    ended: true,
  },
];

test('a list is read the same however it is cut', () => {
  const whole = read([LIST]);
  for (let at = 0; at <= LIST.length; at += 1) {
    assert.deepEqual(read([LIST.slice(0, at), LIST.slice(at)]), whole, `cut at ${at}`);
  }
  assert.deepEqual(read([...LIST]), whole, 'cut everywhere');
});

test('lines are counted through quoted line ends', () => {
  const { rows, found } = read([LIST]);
  // The name with a line end in it has a character nobody sees.
  assert.deepEqual(found, ['2 master_field_has_hidden_characters']);
  assert.deepEqual(
    rows,
    ROWS.map((row) => ({ ...row, line: 5 })),
  );
});

const HEADER = 'customer,form,name,status';
const FAULTS: readonly (readonly [list: string, found: readonly string[]])[] = [
  ['', ['1 master_list_empty']],
  [`${HEADER}\n`, ['1 master_list_empty']],
  ['customer,name\nC-1,Anna\n', ['1 master_list_header']],
  [`${HEADER},colour\n`, ['1 master_list_header']],
  [`${HEADER},name\n`, ['1 master_list_header']],
  [`${HEADER}\nC-1,person,Anna\n`, ['2 master_list_fields']],
  [`${HEADER}\nC-1,person,Anna,active\nC-1,person,Bea,active\n`, ['3 master_key_twice']],
  [`${HEADER}\nC-1,person,,active\n`, ['2 master_field_missing']],
  [`${HEADER},ended\nC-1,person,Anna,active,perhaps\n`, ['2 master_field_unreadable']],
  [`${HEADER}\nC-1,person,"Anna,active\n`, ['2 csv_quote_unbalanced']],
];

test('each fault is named with its line', () => {
  for (const [list, found] of FAULTS) assert.deepEqual(read([list]).found, found, list);
});

test('a quote that is never closed is found before the file is in memory', () => {
  const pieces = [
    `${HEADER}\nC-1,person,"`,
    ...Array.from({ length: 100 }, () => 'x'.repeat(9999)),
  ];
  assert.deepEqual(read(pieces).found, ['2 csv_quote_unbalanced']);
});

test('what is written is read back', () => {
  const content = { customer: 'C-1', form: 'firm', name: ' "Müller", ', status: 'active' };
  const kept = { ...content, name: '"Müller",' };
  const list = masterListHeader('customer') + masterListLine('customer', kept, true);
  assert.deepEqual(read([list]), {
    rows: [{ line: 2, key: 'C-1', content: kept, ended: true }],
    found: [],
  });
});

test('a key is met once among many that are like it', () => {
  const keys = new KeySet();
  for (let at = 0; at < 100_000; at += 1) assert.ok(keys.add(`C-${at}`), `C-${at} is new`);
  for (let at = 0; at < 100_000; at += 97) assert.ok(!keys.add(`C-${at}`), `C-${at} was met`);
});
