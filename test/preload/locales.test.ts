// Goal: every word exists in both languages, asks for the same data, and every code that the program
// can say has words. Method: both trees are walked side by side; the contract, the domain's tables
// and the readers' own sources are asked for their codes.
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PAYMENT_DEEDS } from '../../main/domain/payment-deeds.ts';
import { PAYMENT_STATUSES } from '../../main/domain/payment-status.ts';
import { DEEDS, ROLES } from '../../main/domain/permissions.ts';
import { SETTLEMENT_BLOCKS, SETTLEMENT_PURPOSES } from '../../main/domain/settlement-blocks.ts';
import { TRANSFER_FAULTS } from '../../main/domain/transfer-faults.ts';
import { WHY_CODES } from '../../main/domain/why.ts';
import { EQUATION_ENDS, WORKLISTS } from '../../main/domain/worklists.ts';
import { contract } from '../../preload/contract/contract.ts';
import { en } from '../../preload/locales/en.ts';
import { zhCN } from '../../preload/locales/zh-CN.ts';
import { DECLINE_REASONS } from '../../renderer/screens/review/decline-reasons.ts';

/** Every text of a tree by its path. */
function leaves(tree: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') found.set(at, value);
    else for (const [deeper, text] of leaves(value, at)) found.set(deeper, text);
  }
  return found;
}

const ENGLISH = leaves(en);
const CHINESE = leaves(zhCN);

function dataOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
}

test('both languages have the same keys, and no text is empty', () => {
  assert.deepEqual([...CHINESE.keys()].sort(), [...ENGLISH.keys()].sort());
  for (const [key, text] of [...ENGLISH, ...CHINESE]) assert.notEqual(text.trim(), '', key);
});

test('every word of the screens is shown by one', () => {
  const root = join(import.meta.dirname, '../..');
  const source = globSync('renderer/**/*.{ts,tsx}', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  const asked = new Set([...source.matchAll(/['"`]([\w.]+)['"`]/g)].map(([, key]) => key ?? ''));
  const begun = [...source.matchAll(/`([a-z]\w*\.[\w.]*)\$\{/g)].map(([, start]) => start ?? '');
  const dead = [...leaves(en.screens).keys()]
    .map((key) => key.replace(/_(?:one|other)$/, ''))
    .filter((key) => !asked.has(key) && !begun.some((start) => key.startsWith(start)));
  assert.deepEqual(dead, []);
});

test('both languages ask for the same data', () => {
  for (const [key, text] of ENGLISH) {
    assert.deepEqual(dataOf(CHINESE.get(key) ?? ''), dataOf(text), key);
  }
});

test('Chinese is Chinese, except for what is the same everywhere', () => {
  const same = [...CHINESE].filter(([key, text]) => text === ENGLISH.get(key));
  assert.deepEqual(
    same.map(([key]) => key),
    ['screens.range', 'screens.intake.bytes'].filter(
      (key) => CHINESE.get(key) === ENGLISH.get(key),
    ),
  );
  for (const [key, text] of CHINESE) {
    if (key.endsWith('range') || key.endsWith('bytes')) continue;
    assert.match(text, /\p{Script=Han}/u, key);
  }
});

function missing(table: string, codes: readonly string[]): readonly string[] {
  return codes.filter((code) => !ENGLISH.has(`${table}.${code}`));
}

test('every code of the domain and of the contract has words', () => {
  const refusals = Object.values(contract).flatMap((method) =>
    method.kind === 'call' ? [...method.refusals] : [],
  );
  assert.deepEqual(
    refusals.filter((code) => !ENGLISH.has(`outcomes.refusal.${code}.primary`)),
    [],
  );
  assert.deepEqual(missing('domain.status', PAYMENT_STATUSES), []);
  assert.deepEqual(missing('domain.why', WHY_CODES), []);
  assert.deepEqual(missing('domain.worklist', WORKLISTS), []);
  assert.deepEqual(missing('domain.term', [...WORKLISTS, ...EQUATION_ENDS]), []);
  assert.deepEqual(missing('domain.block', SETTLEMENT_BLOCKS), []);
  assert.deepEqual(missing('domain.purpose', SETTLEMENT_PURPOSES), []);
  assert.deepEqual(missing('domain.role', ROLES), []);
  assert.deepEqual(missing('domain.deed', Object.keys(DEEDS)), []);
  assert.deepEqual(missing('domain.paymentDeed', PAYMENT_DEEDS), []);
  assert.deepEqual(missing('domain.reason', Object.keys(TRANSFER_FAULTS)), []);
  assert.deepEqual(missing('domain.reasonCode', DECLINE_REASONS), []);
  const faultReasons = Object.values(TRANSFER_FAULTS).map(({ reasonCode }) => reasonCode);
  assert.deepEqual(missing('domain.reasonCode', faultReasons), []);
});

test('every problem that a reader names in its source has words', () => {
  const folder = fileURLToPath(new URL('../../main/formats/', import.meta.url));
  const named = readdirSync(folder).flatMap((file) =>
    [...readFileSync(`${folder}${file}`, 'utf8').matchAll(/\bcode: '([a-z][a-z0-9_]+)'/g)].map(
      ([, code]) => code ?? '',
    ),
  );
  assert.ok(named.length > 10, `only ${named.length} codes were found`);
  assert.deepEqual(missing('problem', [...new Set(named)]), []);
});
