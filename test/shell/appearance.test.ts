// Goal: the page is told how it looks and nothing else. Method: the line for a person with and
// without choices, with a language asked for, and with a screen that is no plain name.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepPreferences } from '../../main/office/preferences-file.ts';
import { appearanceOf } from '../../main/shell/appearance.ts';
import { kept } from '../preload/preference-samples.ts';

test('the appearance is what was chosen, under the language asked for', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-appearance-'));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.equal(appearanceOf(folder, 'li', null), '- - -');
  assert.equal(appearanceOf(folder, 'li', 'en'), 'en - -');
  keepPreferences(folder, 'li', kept);
  assert.equal(appearanceOf(folder, 'li', null), 'zh-CN dark review');
  assert.equal(appearanceOf(folder, 'li', 'en'), 'en dark review');
  assert.equal(appearanceOf(folder, 'mo', null), '- - -');
  keepPreferences(folder, 'li', { ...kept, screen: '"><script>' });
  assert.equal(appearanceOf(folder, 'li', null), 'zh-CN dark -');
});
