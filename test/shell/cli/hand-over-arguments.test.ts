// Goal: what is written behind `handover` is understood as it is meant, or not at all. Method: a table
// of arguments, each with the command that it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handOverCommand, strayHandOverOption } from '../../../main/shell/cli/hand-over.ts';

const KEY = 'ab'.repeat(32);
const here = (path: string): string => `/here/${path}`;
const read = (text: string, values: Parameters<typeof handOverCommand>[2] = {}) =>
  handOverCommand('handover', text.split(' '), values, here);

test('each command as it is written', () => {
  assert.deepEqual(read('list'), { name: 'handover list' });
  assert.deepEqual(read('branches'), { name: 'handover branches' });
  assert.deepEqual(read('give 3', { to: 'b-1' }), { name: 'handover give', batchId: 3, to: 'b-1' });
  const sign = { keyFile: '/here/k.json', passphraseFile: null, to: null, folder: '/here/.' };
  const name = 'handover sign';
  const signed = [read('sign 3', { key: 'k.json' }), read('sign r4', { key: 'k.json' })];
  assert.deepEqual(signed, [
    { name, kind: 'hand_over', id: 3, ...sign },
    { name, kind: 'receipt', id: 4, ...sign },
  ]);
  for (const what of ['take', 'decline', 'close'] as const) {
    assert.deepEqual(read(`${what} f.json`), { name: `handover ${what}`, file: '/here/f.json' });
  }
  // A key may be written in the groups in which it is read out.
  const grouped = KEY.replace(/(.{8})/g, '$1 ').trim();
  const key = { book: 'b-1', branch: 'East', publicKey: KEY };
  assert.deepEqual(read(`trust b-1 East ${grouped}`), { name: 'handover trust', ...key });
  assert.deepEqual(read(`end b-1 East ${KEY}`), { name: 'handover end', ...key });
});

test('anything else is not understood', () => {
  const wrong = [
    'give 3',
    'give x',
    'sign 3',
    'take',
    'close a b',
    'trust b-1 East ab',
    'keep 3',
    'list 3',
  ];
  assert.deepEqual(
    wrong.filter((text) => read(text) !== null),
    [],
  );
  assert.equal(handOverCommand('approval', ['list'], {}, here), null);
  assert.equal(strayHandOverOption('handover', 'take', { to: 'x' }), true);
  assert.equal(strayHandOverOption('handover', 'give', { to: 'x' }), false);
  assert.equal(strayHandOverOption('approval', 'sign', { 'key-passphrase-file': 'x' }), true);
});
