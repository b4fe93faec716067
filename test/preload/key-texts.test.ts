// Goal: what is said of keys is said in both languages with the same data, and every refusal of a key
// that the shells answer has words. Method: both trees side by side, and the source searched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEY_REFUSALS } from '../../main/domain/key-refusals.ts';
import { keyRefusalText } from '../../main/shell/key-words.ts';
import { enKeys } from '../../preload/locales/en-keys.ts';
import { zhKeys } from '../../preload/locales/zh-CN-keys.ts';

/** Every text of a tree by its path, with the data that it asks for. */
function asked(tree: object, path = ''): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]): readonly string[] => {
    const at = `${path}.${key}`;
    if (typeof value !== 'string') return asked(value, at);
    const data = [...value.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
    assert.notEqual(value.trim(), '', at);
    return [`${at} ${data.join(' ')}`];
  });
}

/** Beside the first line, a language may say more or less of what it means and what to do. */
const firstLines = (tree: object): readonly string[] =>
  asked(tree).filter((each) => !/\.(?:detail|hint) /.test(`${each} `));

test('both languages say the same of keys', () => {
  assert.deepEqual(firstLines(zhKeys), firstLines(enKeys));
  for (const text of Object.values(zhKeys.line)) {
    if (text.includes('{{recoveryKey}}')) continue;
    assert.match(text, /\p{Script=Han}/u);
  }
});

test('every refusal of a key is said, with its data, in both languages', () => {
  const data = { min: 12, max: 1024, path: '/x', slots: 2, most: 16, detail: 'd' };
  for (const code of KEY_REFUSALS) {
    for (const language of ['en', 'zh-CN'] as const) {
      const said = keyRefusalText({ code, ...data }, language);
      assert.notEqual(said, code);
      assert.doesNotMatch(said, /\{\{/, `${code} in ${language}`);
    }
  }
});
