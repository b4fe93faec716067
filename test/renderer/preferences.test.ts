// Goal: what a person chose is found again, and nothing kept can break the start. Method: kept texts
// of every kind beside the languages of the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPreferences } from '../../renderer/preferences.ts';

const DEFAULT = { language: 'en', theme: 'system', singleKeys: true };

test('without anything kept the first language of the browser decides', () => {
  assert.deepEqual(readPreferences(null, ['de-DE', 'zh-CN']), DEFAULT);
  assert.deepEqual(readPreferences(null, ['zh-Hans-CN', 'en']), { ...DEFAULT, language: 'zh-CN' });
  assert.deepEqual(readPreferences(null, []), DEFAULT);
});

test('what was kept stands, part by part', () => {
  const kept = JSON.stringify({ language: 'zh-CN', theme: 'dark', singleKeys: false });
  const chosen = { language: 'zh-CN', theme: 'dark', singleKeys: false };
  assert.deepEqual(readPreferences(kept, ['en']), chosen);
  assert.deepEqual(readPreferences('{"theme":"pink","language":"xx"}', ['en']), DEFAULT);
});

test('what is not ours is forgotten', () => {
  for (const kept of ['', '{', 'null', '3', '"dark"', '[]']) {
    assert.deepEqual(readPreferences(kept, ['en']), DEFAULT, kept);
  }
});
