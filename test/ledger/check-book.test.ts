// Goal: a start looks at what was written since the last anchor as closely as the whole audit does,
// and at where the chain ends; and it says which check failed. Method: a rich book is verified from
// every one of its links; then copies of it are damaged in one way each.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { START_CHECKS } from '../../main/domain/start-checks.ts';
import { checkBook, type KnownChain, verifyOnwards } from '../../main/ledger/check-book.ts';
import { openForReading } from '../../main/ledger/connection.ts';
import { CHAINED_TABLES, keyColumn } from '../../main/ledger/trail.ts';
import type { ChainAnchor } from '../../main/ledger/verify-chain.ts';
import { keptDesk } from './kept-book.ts';
import { copyOf, tamper } from './rich-book.ts';

function reading<T>(file: string, look: (reading: ReturnType<typeof openForReading>) => T): T {
  const connection = openForReading(file);
  try {
    return look(connection);
  } finally {
    // A cursor that was left open would make this throw.
    connection.db.close();
  }
}

type Link = { readonly sequence: bigint; readonly digest: Buffer };

/** A rich book, closed, with every link of its chain. */
function closedBook(t: Parameters<typeof keptDesk>[0]) {
  const on = keptDesk(t);
  const { file } = on.book();
  on.close();
  const links = reading(file, ({ db }) =>
    db.prepare<[], Link>('SELECT sequence, digest FROM deeds ORDER BY sequence').all(),
  );
  const anchors = links.map(({ sequence, digest }) => ({ sequence: Number(sequence), digest }));
  const instanceId = 'test-5';
  const last = anchors.at(-1);
  assert.ok(last !== undefined);
  const at = (verified: ChainAnchor): KnownChain => ({ instanceId, verified, head: last });
  return { file, anchors, last, at };
}

function failed(file: string, anchored: KnownChain | null): string | null {
  const found = reading(file, (connection) => checkBook(connection, anchored)).failed;
  return found === null ? null : `${found.check}: ${found.detail}`;
}

test('a sound book passes from every link on, and is verified to its end', (t) => {
  const { file, anchors, last, at } = closedBook(t);
  for (const known of [null, ...anchors.map(at)]) {
    const checked = reading(file, (connection) => checkBook(connection, known));
    assert.deepEqual(checked, { failed: null, instanceId: 'test-5', verified: last });
  }
});

test('progress goes through the checks in order and only forward', (t) => {
  const { file } = closedBook(t);
  const told: [check: string, fraction: number][] = [];
  reading(file, (connection) =>
    checkBook(connection, null, (check, fraction) => told.push([check, fraction])),
  );
  assert.deepEqual([...new Set(told.map(([check]) => check))], [...START_CHECKS]);
  const fractions = told.map(([, fraction]) => fraction);
  const long = fractions.slice(fractions.lastIndexOf(0));
  assert.deepEqual(
    long,
    long.toSorted((a, b) => a - b),
  );
  assert.equal(fractions.at(-1), 1);
});

/** Where a row does not name its deed, or keep its mark, itself. */
const DEED_OF: { readonly [table: string]: string } = {
  postings: '(SELECT deed FROM entries e WHERE e.id = entry)',
};
const EDITS: { readonly [table: string]: string } = {
  entries: "event = event || '.'",
  postings: 'amount = amount + 1',
};

test('a row changed after the anchor is found, in every chained table', (t) => {
  const { file, anchors, at } = closedBook(t);
  for (const table of CHAINED_TABLES) {
    const key = keyColumn(table);
    const row = reading(file, ({ db }) =>
      db
        .prepare<[], { id: bigint; deed: bigint }>(
          `SELECT ${key} AS id, ${DEED_OF[table] ?? 'deed'} AS deed FROM ${table}
           ORDER BY ${key} DESC LIMIT 1`,
        )
        .get(),
    );
    assert.ok(row !== undefined, `${table} has rows`);
    const copy = copyOf(file, `after-${table}`);
    const edit = EDITS[table] ?? 'digest = zeroblob(8)';
    tamper(copy, `UPDATE ${table} SET ${edit} WHERE ${key} = ${row.id}`);
    const before = anchors[Number(row.deed) - 2];
    const found = failed(copy, before === undefined ? null : at(before)) ?? '';
    assert.match(found, new RegExp(`^chain_is_whole: deed ${row.deed} \\(\\w+\\): ${table}`));
    // The anchor says that up to there all was recomputed; the audit does it again, a start not.
    const own = anchors[Number(row.deed) - 1];
    assert.ok(own !== undefined);
    assert.equal(failed(copy, at(own)), null, `${table} before the anchor`);
  }
});

test('rows that no deed after the anchor claims are found', (t) => {
  const { file, anchors, last, at } = closedBook(t);
  const [first] = anchors;
  assert.ok(first !== undefined);
  const cases: readonly (readonly [name: string, sql: string, expected: RegExp])[] = [
    [
      'posting',
      `CREATE TEMP TABLE copied AS SELECT * FROM postings ORDER BY id DESC LIMIT 1;
       UPDATE copied SET id = id + 1; INSERT INTO postings SELECT * FROM copied`,
      /^chain_is_whole: (?:deed|postings) \d+/,
    ],
    [
      'policy',
      `CREATE TEMP TABLE copied AS SELECT * FROM policies ORDER BY id DESC LIMIT 1;
       UPDATE copied SET id = id + 1, deed = 9999; INSERT INTO policies SELECT * FROM copied`,
      /^chain_is_whole: policies \d+ belongs to no deed/,
    ],
    [
      'payment',
      `CREATE TEMP TABLE copied AS SELECT * FROM payments ORDER BY id DESC LIMIT 1;
       UPDATE copied SET id = id + 1, deed = 9999; INSERT INTO payments SELECT * FROM copied`,
      /^invariants_hold|^chain_is_whole: payments \d+ belongs to no deed/,
    ],
  ];
  for (const [name, sql, expected] of cases) {
    const copy = copyOf(file, `left-${name}`);
    tamper(copy, sql);
    assert.match(failed(copy, at(first)) ?? '', expected, name);
  }
  assert.equal(failed(file, at(last)), null);
});

test('an end that was cut off, an older copy and another book are told from one another', (t) => {
  const { file, last, at } = closedBook(t);
  const cut = copyOf(file, 'cut');
  tamper(cut, 'DELETE FROM deeds WHERE sequence = (SELECT max(sequence) FROM deeds)');
  const { sequence } = last;
  assert.equal(
    failed(cut, at(last)),
    `chain_reaches_its_anchor: deed ${sequence} is missing: the end was cut off`,
  );
  assert.equal(
    failed(file, at({ sequence, digest: Buffer.alloc(32) })),
    `chain_reaches_its_anchor: deed ${sequence} is not the one that was anchored`,
  );
  assert.equal(
    failed(file, { ...at(last), instanceId: 'another' }),
    'book_is_the_anchored_one: the book is test-5, the anchor is of another',
  );
});

test('a broken rule and a broken file are named', (t) => {
  const { file, last, at } = closedBook(t);
  const unbalanced = copyOf(file, 'unbalanced');
  tamper(unbalanced, 'UPDATE balances SET debits_posted = debits_posted + 1 WHERE account = 1');
  assert.match(
    failed(unbalanced, at(last)) ?? '',
    /^invariants_hold: trial_balance_is_zero_posted: EUR differs by 1/,
  );
  const torn = copyOf(file, 'torn');
  const bytes = readFileSync(torn);
  const root = reading(torn, ({ db }) =>
    db
      .prepare<[], bigint>("SELECT rootpage FROM sqlite_schema WHERE name = 'postings'")
      .pluck()
      .get(),
  );
  const pageSize = bytes.readUInt16BE(16);
  bytes.fill(0xff, (Number(root) - 1) * pageSize, (Number(root) - 1) * pageSize + 64);
  writeFileSync(torn, bytes);
  assert.match(failed(torn, at(last)) ?? '', /^file_is_sound: /);
});

test('a book is verified onwards in stretches, each from where the last one ended', (t) => {
  const { file, anchors, last } = closedBook(t);
  const [first] = anchors;
  assert.ok(first !== undefined);
  const found = reading(file, ({ db }) => verifyOnwards(db, first, last));
  assert.deepEqual(found, { broken: null, verified: last });
});
