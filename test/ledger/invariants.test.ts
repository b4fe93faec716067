// Goal: every invariant that the ledger promises is both asserted where money moves and asked again
// by the audit. Method: a table of invariant → the assertion, as it stands in the code, and the
// checks; the texts are looked for in the files, the checks in the audit. That each check can fail,
// and for what, is planted one by one in audit.test.ts, which refuses a check without a plant.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { auditChecks } from '../../main/ledger/audit.ts';
import { readSource } from '../house-source.ts';
import { INVARIANTS } from './invariants-table.ts';

test('every invariant is asserted in code and asked again by the audit', () => {
  const checks = auditChecks();
  for (const [name, { asserted, audited, tested }] of Object.entries(INVARIANTS)) {
    assert.ok(asserted.length > 0 && audited.length > 0, name);
    for (const [file, text] of asserted) {
      const source = readFileSync(join(import.meta.dirname, '../../main', file), 'utf8');
      assert.ok(source.includes(text), `${name}: ${file} no longer says "${text}"`);
    }
    const [file, title] = tested;
    const test = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    assert.ok(test.includes(`'${title}'`), `${name}: ${file} has no test "${title}"`);
    for (const check of audited) assert.ok(checks.includes(check), `${name}: ${check}`);
  }
});

test('L1 to L16 and C1 to C5 are all there; C6, the log of reading, is not kept yet', () => {
  const ledger = Array.from({ length: 16 }, (_, at) => `L${at + 1}`);
  const chain = Array.from({ length: 5 }, (_, at) => `C${at + 1}`);
  const named = Object.keys(INVARIANTS).filter((name) => !name.startsWith('R'));
  assert.deepEqual(named.sort(), [...ledger, ...chain].sort());
});

const DOC = join(import.meta.dirname, '../../docs/invariants.md');

/** The page that a reader finds: one line per promise. */
function page(): string {
  const lines = Object.entries(INVARIANTS).map(([name, { says, asserted, audited, tested }]) => {
    const code = asserted.map(([file, text]) => `\`${file}\`: ${text}`).join('<br>');
    const [file, title] = tested;
    const checks = audited.map((check) => `\`${check}\``).join('<br>');
    return `| ${name} | ${says} | ${code} | ${checks} | \`${file}\`: ${title} |`;
  });
  return `${OPENING}${lines.join('\n')}\n`;
}

const OPENING = `# What the ledger promises

Each promise is asserted where money moves (always on: a broken one stops the deed and nothing is
posted), asked again by a check of \`audit\`, and broken on purpose by a test. L and C are of the ledger
and of the chain, R of the rules of posting. Files of code lie under \`main/\`, tests under \`test/\`. This
page is written by \`UPDATE_GOLDEN=1 npm exec -- node --test test/ledger/invariants.test.ts\`. Not kept
yet is C6 whole: exporting and revealing are logged themselves, reading is not.

| | promise | asserted in | asked by | tested by |
|---|---|---|---|---|
`;

test('docs/invariants.md is this table', () => {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(DOC, page());
  assert.equal(readFileSync(DOC, 'utf8'), page());
});

/** The functions through which every movement of money passes. */
const MOVERS: { readonly [file: string]: readonly string[] } = {
  'ledger/balances.ts': ['move', 'touch'],
  'ledger/accounts.ts': ['flush', 'assertWritten'],
  'ledger/entries.ts': ['split'],
  'ledger/enter.ts': ['write'],
  'ledger/journal.ts': ['write', 'resolve', 'correct', 'append', 'appendPosting'],
  'ledger/open-items.ts': ['move', 'reverse'],
  'operations/acknowledge-batch.ts': ['bookerOf'],
  'operations/apply-inward.ts': ['applyInward'],
  'operations/book-row.ts': ['bookRow', 'bookedPostings'],
  'operations/close-cycle.ts': ['bookGross'],
  'operations/close-day.ts': ['revalue'],
  'operations/decide-review.ts': ['endWithoutPaying', 'holdTheRest'],
  'operations/release-payment.ts': ['goOn', 'holdNow'],
  'operations/funds.ts': ['bookFunds', 'outwardPostings', 'rehearsedFunds'],
  'operations/judge-payment.ts': ['executeOnUs'],
  'operations/open-accounts.ts': ['bookOpeningBalance'],
  'operations/reject-acknowledged.ts': ['rejectAcknowledged'],
  'operations/settle-cycle.ts': ['bookPosition'],
};

/** From the line that begins a function or method to the one that ends it, by its indentation. */
function bodyOf(code: string, name: string): string {
  const begins = new RegExp(`^( *)(?:export |private )?(?:function )?${name}(?:<.*>)?\\($`, 'm');
  const inline = new RegExp(
    `^( *)(?:export |private )?(?:function )?${name}(?:<.*>)?\\(.*\\{$`,
    'm',
  );
  const found = begins.exec(code) ?? inline.exec(code);
  assert.ok(found !== null, `${name} is there`);
  const from = code.slice(found.index);
  const end = from.search(new RegExp(`^${found[1]}\\}$`, 'm'));
  assert.ok(end > 0, `${name} ends`);
  return from.slice(0, end);
}

test('every function that moves money asserts twice at least', () => {
  const short: string[] = [];
  let asserted = 0;
  for (const [file, names] of Object.entries(MOVERS)) {
    const path = join(import.meta.dirname, '../../main', file);
    const { code } = readSource({ path: file, text: readFileSync(path, 'utf8') });
    for (const name of names) {
      const count = bodyOf(code, name).match(/\b(?:assert|known)\(/g)?.length ?? 0;
      asserted += count;
      if (count < 2) short.push(`${file} ${name}: ${count}`);
    }
  }
  assert.deepEqual(short, []);
  assert.ok(asserted >= 60, `${asserted} assertions`);
});
