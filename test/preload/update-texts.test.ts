// Goal: whoever checks for an update is told the same in both languages, with the same data, and
// docs/releases.md knows every refusal. Method: both tables are walked side by side.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { UPDATE_REFUSALS } from '../../main/domain/update-refusals.ts';
import { enUpdate } from '../../preload/locales/en-update.ts';
import type { Text } from '../../preload/locales/text.ts';
import { zhUpdate } from '../../preload/locales/zh-CN-update.ts';

const dataOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

function pairs(): readonly (readonly [string, string, string])[] {
  const chineseLines: { readonly [line: string]: string } = zhUpdate.line;
  const lines = Object.entries(enUpdate.line).map(
    ([line, text]) => [line, text, chineseLines[line] ?? ''] as const,
  );
  const sentences = UPDATE_REFUSALS.flatMap((code) => {
    const english: Text = enUpdate.refusal[code];
    const chinese: Text = zhUpdate.refusal[code];
    return (['primary', 'detail', 'hint'] as const).map(
      (part) => [`${code}.${part}`, english[part] ?? '', chinese[part] ?? ''] as const,
    );
  });
  return [...lines, ...sentences];
}

test('both languages say the same, with the same data', () => {
  for (const [key, english, chinese] of pairs()) {
    assert.equal(english === '', chinese === '', key);
    assert.deepEqual(dataOf(chinese), dataOf(english), key);
    if (chinese !== '') assert.match(chinese, /\p{Script=Han}/u, key);
  }
});

test('the page about releases names every refusal', () => {
  const page = readFileSync(new URL('../../docs/releases.md', import.meta.url), 'utf8');
  assert.deepEqual(
    UPDATE_REFUSALS.filter((code) => !page.includes(`\`${code}\``)),
    [],
  );
});
