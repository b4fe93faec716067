// Goal: the amount by which a deed is held to limits is the most that one account gives or takes, and the
// same money is not counted twice on its way. Method: a table of postings and what they come to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Move, type MoveKind, mostMoved } from '../../main/domain/moved.ts';

const move = (kind: MoveKind, from: string, to: string, minor: bigint, currency = 'EUR'): Move => ({
  ...{ kind, from, to },
  amount: { minor, currency },
});

const TABLE: readonly (readonly [string, readonly Move[], string])[] = [
  ['nothing', [], ''],
  ['one posting', [move('moves', 'a', 'b', 5n)], '5 EUR'],
  ['what one gives to two', [move('moves', 'a', 'b', 5n), move('moves', 'a', 'c', 2n)], '7 EUR'],
  ['what one takes from two', [move('moves', 'b', 'a', 5n), move('moves', 'c', 'a', 2n)], '7 EUR'],
  [
    'what passes through an account is its amount once',
    [move('moves', 'a', 'b', 5n), move('moves', 'b', 'c', 5n)],
    '5 EUR',
  ],
  [
    'what is freed and then moved is its amount once',
    [move('frees', 'a', 'b', 5n), move('moves', 'a', 'b', 5n)],
    '5 EUR',
  ],
  [
    'each currency by itself',
    [
      move('moves', 'a', 'b', 5n),
      move('moves', 'a', 'b', 900n, 'JPY'),
      move('moves', 'a', 'c', 1n),
    ],
    '6 EUR, 900 JPY',
  ],
];

for (const [what, moves, expected] of TABLE) {
  test(what, () => {
    const most = mostMoved(moves).map(({ minor, currency }) => `${minor} ${currency}`);
    assert.equal(most.join(', '), expected);
  });
}
