// Goal: what a person chose is found again, and nothing kept can break the start. Method: kept texts
// of every kind beside what the shell gave and the languages of the browser; then a store joined to
// an office that keeps choices, at each moment at which somebody may choose.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createStore } from 'zustand/vanilla';
import { encode } from '../../preload/channel.ts';
import type { Preferences } from '../../preload/contract/preferences.ts';
import { joinToOffice } from '../../renderer/preference-sync.ts';
import { givenParts, readPreferences } from '../../renderer/preferences.ts';
import { turn } from '../office/channel-pair.ts';
import { kept as chosen } from '../preload/preference-samples.ts';
import { fakeOffice } from './fake-office.ts';

const DEFAULT = {
  language: 'en',
  theme: 'system',
  singleKeys: true,
  screen: 'queue',
  hiddenColumns: [],
  views: [],
};

test('without anything kept the first language of the browser decides', () => {
  assert.deepEqual(readPreferences(null, ['de-DE', 'zh-CN']), DEFAULT);
  assert.deepEqual(readPreferences(null, ['zh-Hans-CN', 'en']), { ...DEFAULT, language: 'zh-CN' });
  assert.deepEqual(readPreferences(null, []), DEFAULT);
});

test('what was kept stands, part by part', () => {
  assert.deepEqual(readPreferences(encode(chosen), ['en']), chosen);
  assert.deepEqual(readPreferences('{"theme":"pink","language":"xx"}', ['en']), DEFAULT);
  const view = { ...chosen.views[0], name: '' };
  const wrong = encode({ ...chosen, views: [view] });
  assert.deepEqual(readPreferences(wrong, ['en']), { ...chosen, views: [] });
});

test('what is not ours is forgotten', () => {
  for (const kept of ['', '{', 'null', '3', '"dark"', '[]', '{"views":"~n1x"}']) {
    assert.deepEqual(readPreferences(kept, ['en']), DEFAULT, kept);
  }
});

test('what the shell wrote into the page goes first, and only what it wrote', () => {
  const given = readPreferences(encode(chosen), ['en'], 'en light queue');
  assert.deepEqual(given, { ...chosen, language: 'en', theme: 'light', screen: 'queue' });
  for (const nothing of [null, '', '- - -', '__APPEARANCE__']) {
    assert.deepEqual(readPreferences(encode(chosen), ['en'], nothing), chosen, String(nothing));
  }
  assert.deepEqual(givenParts('zh-CN - -'), { language: 'zh-CN' });
});

/** A store at its start, and an office that holds its answer back until `answer`. */
function joined(t: TestContext, kept: Preferences | null, start: Partial<Preferences> = {}) {
  const store = createStore<Preferences>(() => readPreferences(null, ['en']));
  const told: Preferences[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const { office, end } = fakeOffice({
    preferences: async () => {
      await promise;
      return { ok: true, value: { kept } };
    },
    keepPreferences: async (input) => {
      told.push(input);
      return { ok: true, value: {} };
    },
  });
  const join = joinToOffice(store, office, start);
  const answer = async () => {
    resolve();
    await join;
    await turn();
  };
  t.after(end);
  return { store, told, answer };
}

test('what the office kept is taken over and not told back', async (t) => {
  const { store, told, answer } = joined(t, chosen);
  await answer();
  assert.deepEqual([store.getState(), told], [chosen, []]);
});

test('what the page was given stands over what was kept', async (t) => {
  const { store, answer } = joined(t, chosen, { language: 'en' });
  await answer();
  assert.deepEqual(store.getState(), { ...chosen, language: 'en' });
});

test('what was chosen before the answer stands, and is told', async (t) => {
  const { store, told, answer } = joined(t, chosen);
  store.setState({ theme: 'light' });
  await answer();
  const expected = { ...chosen, theme: 'light' };
  assert.deepEqual([store.getState(), told], [expected, [expected]]);
});

test('every later choice is told; nothing kept changes nothing', async (t) => {
  const { store, told, answer } = joined(t, null);
  await answer();
  assert.deepEqual([store.getState(), told], [DEFAULT, []]);
  store.setState({ screen: 'review' });
  await turn();
  assert.deepEqual(told, [{ ...DEFAULT, screen: 'review' }]);
});
