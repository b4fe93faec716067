// Goal: whatever fault reaches a person has words in both languages. Method: every code that the
// source throws is looked up in the locales.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { enOutcomes } from '../../preload/locales/en-outcomes.ts';
import { zhOutcomes } from '../../preload/locales/zh-CN-outcomes.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'main');

function thrownCodes(): readonly string[] {
  const codes = new Set<string>();
  for (const name of readdirSync(MAIN, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(join(MAIN, name), 'utf8');
    for (const [, code = ''] of text.matchAll(/new Fault\(\s*'([a-z_]+)'/g)) codes.add(code);
    for (const [, code = ''] of text.matchAll(/\['SQLITE_[A-Z]+', '([a-z_]+)'\]/g)) codes.add(code);
  }
  return [...codes].sort();
}

test('every fault that is thrown has a text in both languages', () => {
  const codes = thrownCodes();
  assert.ok(codes.length > 15, 'the source was searched');
  const en: { readonly [code: string]: unknown } = enOutcomes.fault;
  const zh: { readonly [code: string]: unknown } = zhOutcomes.fault;
  assert.deepEqual(
    codes.filter((code) => en[code] === undefined || zh[code] === undefined),
    [],
  );
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
});
