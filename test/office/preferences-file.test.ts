// Goal: choices are kept for each person, replaced as a whole, bounded, private, and never in the
// way of a start. Method: files written and read in a temp folder, broken ones of every kind, and
// more people than are kept.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  keepPreferences,
  PEOPLE_MAX,
  readPreferences,
} from '../../main/office/preferences-file.ts';
import { FRAME_UNITS_MAX } from '../../preload/channel.ts';
import type { Preferences } from '../../preload/contract/preferences.ts';
import { kept } from '../preload/preference-samples.ts';

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-preferences-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('each person finds their own choices again', (t) => {
  const folder = newFolder(t);
  const other: Preferences = { ...kept, theme: 'light', views: [] };
  assert.equal(readPreferences(folder, 'li'), null);
  keepPreferences(folder, 'li', kept);
  keepPreferences(folder, 'mo', other);
  assert.deepEqual(readPreferences(folder, 'li'), kept);
  assert.deepEqual(readPreferences(folder, 'mo'), other);
  keepPreferences(folder, 'li', other);
  assert.deepEqual(readPreferences(folder, 'li'), other);
  assert.deepEqual(readdirSync(folder), ['preferences.json'], 'nothing else is left');
});

test('nobody else reads them', (t) => {
  const folder = newFolder(t);
  keepPreferences(folder, 'li', kept);
  const { mode } = statSync(join(folder, 'preferences.json'));
  if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o600);
});

test('the one who chose longest ago goes when there are too many', (t) => {
  const folder = newFolder(t);
  for (let at = 0; at <= PEOPLE_MAX; at += 1) {
    keepPreferences(folder, `p${at}`, kept);
    // Whoever chooses again has chosen last.
    if (at === PEOPLE_MAX - 1) keepPreferences(folder, 'p0', kept);
  }
  const known = Array.from({ length: PEOPLE_MAX + 1 }, (_, at) =>
    readPreferences(folder, `p${at}`) === null ? at : null,
  ).filter((at) => at !== null);
  assert.deepEqual(known, [1]);
});

test('what cannot be read is forgotten and then replaced', (t) => {
  const folder = newFolder(t);
  const path = join(folder, 'preferences.json');
  const broken = [
    '',
    '{',
    '[]',
    '{"people":3}',
    '{"people":[null,3,{"person":"li"}]}',
    '{"people":[{"person":"li","preferences":{"theme":"pink"}}]}',
    ' '.repeat(3 * FRAME_UNITS_MAX + 1),
  ];
  for (const text of broken) {
    writeFileSync(path, text);
    assert.equal(readPreferences(folder, 'li'), null, text.slice(0, 60));
  }
  keepPreferences(folder, 'li', kept);
  assert.deepEqual(readPreferences(folder, 'li'), kept);
});

test('a crash half-way leaves the old choices, and the next ones go through', (t) => {
  const folder = newFolder(t);
  keepPreferences(folder, 'li', kept);
  writeFileSync(join(folder, 'preferences.json.new'), '{"people":[');
  assert.deepEqual(readPreferences(folder, 'li'), kept);
  const next: Preferences = { ...kept, theme: 'system' };
  keepPreferences(folder, 'li', next);
  assert.deepEqual(readPreferences(folder, 'li'), next);
});
