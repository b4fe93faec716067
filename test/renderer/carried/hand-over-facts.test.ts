// Goal: the hand-over's screens offer what can be done and say what stands in the way, by what the
// office told them. Method: its answers as tables, and keys as people type and paste them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  branchesToGiveTo,
  keyEntered,
  standsInTheWay,
} from '../../../renderer/carried/hand-over-facts.ts';

test('a file that is for another book, or of no trusted key, is told so before anybody presses', () => {
  const told = [true, false].map((isForHere) =>
    ['East', null].map((branch) => standsInTheWay({ isForHere, branch })),
  );
  assert.deepEqual(told, [
    [null, 'branch_key_unknown'],
    ['hand_over_of_another_book', 'hand_over_of_another_book'],
  ]);
});

test('a batch is offered to each branch once, by its newest name, while a key of it is trusted', () => {
  const key = (book: string, name: string, state: 'trusted' | 'ended', publicKey = 'ab') => {
    return { book, name, publicKey, state };
  };
  const keys = [
    key('east', 'East', 'trusted'),
    key('north', 'North', 'ended'),
    key('south', 'South', 'trusted'),
    key('east', 'East, new hall', 'trusted', 'cd'),
    key('south', 'South', 'ended', 'ef'),
  ];
  const offered = branchesToGiveTo(keys).map(({ book, name }) => `${book}: ${name}`);
  assert.deepEqual(offered, ['east: East, new hall', 'south: South']);
  assert.deepEqual(branchesToGiveTo([]), []);
});

test('a key counts however it is spaced and cased, and not before all of it is there', () => {
  const publicKey = '0a1b'.repeat(16);
  const entered = { book: 'east', name: 'East', publicKey };
  const grouped = ` ${publicKey.toUpperCase().replace(/(.{4})/g, '$1 ')}\n`;
  assert.deepEqual(keyEntered(entered), entered);
  assert.deepEqual(keyEntered({ book: ' east\t', name: ' East ', publicKey: grouped }), entered);
  for (const wrong of [
    { book: ' ' },
    { name: '' },
    { publicKey: publicKey.slice(1) },
    { publicKey: `${publicKey}0` },
    { publicKey: publicKey.replace('a', 'g') },
  ]) {
    assert.equal(keyEntered({ ...entered, ...wrong }), null, JSON.stringify(wrong));
  }
});
