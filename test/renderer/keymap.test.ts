// Goal: no shortcut hides another, single characters can be switched off, and nothing happens while
// a person types or an input method composes. Method: the keymap itself is walked, and presses are
// read in every context.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTIONS, isSingleKey, KEYMAP, type KeyScope } from '../../preload/keymap.ts';
import { actionOf, chordOf, type KeyContext, type KeyPress } from '../../renderer/keymap.ts';

const EVERY_SCOPE: ReadonlySet<KeyScope> = new Set(['everywhere', 'console', 'list', 'review']);
const AT_EASE: KeyContext = { scopes: EVERY_SCOPE, inText: false, singleKeys: true };

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  const none = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
  return { key, keyCode: 0, ...none, ...more };
}

test('every action has exactly one shortcut', () => {
  assert.deepEqual(KEYMAP.map(({ action }) => action).sort(), [...ACTIONS].sort());
});

test('no two shortcuts have the same keys, and none begins another', () => {
  const taken = KEYMAP.map(({ keys }) => keys.join(' '));
  assert.equal(new Set(taken).size, taken.length);
  const singles = new Set(
    KEYMAP.filter(({ keys }) => keys.length === 1).map(({ keys }) => keys[0]),
  );
  for (const { keys } of KEYMAP) {
    if (keys.length === 2) assert.ok(!singles.has(keys[0]), `${keys.join(' ')} is never reached`);
  }
});

test('each shortcut does what it is named for when every scope is live', () => {
  for (const { action, keys } of KEYMAP) {
    const [first, second] = keys;
    if (second === undefined) assert.equal(actionOf(first, null, AT_EASE), action);
    else {
      assert.equal(actionOf(first, null, AT_EASE), 'waiting');
      assert.equal(actionOf(second, first, AT_EASE), action);
    }
  }
});

test('a sequence that leads nowhere leaves its second key its own meaning', () => {
  assert.equal(actionOf('j', 'g', AT_EASE), 'next');
  assert.equal(actionOf('x', 'g', AT_EASE), null);
});

test('in a text field only chords with Ctrl mean anything', () => {
  for (const { action, keys, scope } of KEYMAP) {
    const found = actionOf(keys[0], null, { ...AT_EASE, inText: true });
    assert.equal(found, scope === 'everywhere' ? action : null, keys[0]);
    if (scope === 'everywhere') assert.match(keys[0], /^ctrl\+/);
  }
});

test('single characters can be switched off, and only they', () => {
  for (const shortcut of KEYMAP) {
    const found = actionOf(shortcut.keys[0], null, { ...AT_EASE, singleKeys: false });
    assert.equal(found, isSingleKey(shortcut) ? null : shortcut.action, shortcut.keys[0]);
  }
  assert.deepEqual(
    KEYMAP.filter((shortcut) => !isSingleKey(shortcut)).map(({ action }) => action),
    ['open_palette', 'lock', 'open', 'back'],
  );
});

test('a scope that nobody holds is silent', () => {
  const scopes: ReadonlySet<KeyScope> = new Set(['everywhere', 'console']);
  assert.equal(actionOf('a', null, { ...AT_EASE, scopes }), null);
  assert.equal(actionOf('j', null, { ...AT_EASE, scopes }), null);
});

test('keys of an input method, of Alt and lone modifiers are no chords', () => {
  assert.equal(chordOf(press('a', { isComposing: true })), null);
  assert.equal(chordOf(press('Enter', { keyCode: 229 })), null);
  assert.equal(chordOf(press('Process')), null);
  assert.equal(chordOf(press('a', { altKey: true })), null);
  assert.equal(chordOf(press('Shift')), null);
  assert.equal(chordOf(press('K', { ctrlKey: true })), 'ctrl+k');
  assert.equal(chordOf(press('k', { metaKey: true })), 'ctrl+k');
  assert.equal(chordOf(press('J')), 'j');
});
