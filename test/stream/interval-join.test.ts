// Goal: a record finds what came shortly before it, and nothing else.
// Method: random records of two streams beside a list of those that should still be kept.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { Bug } from '../../main/stream/errors.ts';
import { IntervalJoin } from '../../main/stream/interval-join.ts';
import { seeded } from '../domain/seeded.ts';

const KEPT = 3;
const BASE = 5;

test('the newest that fits among the kept, as a list of all says', () => {
  const join = new IntervalJoin({ kept: KEPT, payload: 2 });
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = seeded(seed);
    const words = new Uint32Array(BASE + join.words);
    let kept: { readonly seconds: number; readonly id: number }[] = [];
    let now = 100;
    for (let id = 1; id <= 60; id += 1) {
      now += 1 + random.below(5);
      if (random.below(2) === 0) {
        const at = join.keep(words, BASE, now);
        assert.notEqual(at, -1);
        words[at] = id;
        kept = [...kept, { seconds: now, id }].slice(-KEPT);
      }
      const span = { from: now - random.below(12), to: now };
      const parity = random.below(2);
      const found = join.newest(words, BASE, span, (at) => (words[at] ?? 0) % 2 === parity);
      const expected = kept.findLast(
        ({ seconds, id }) => seconds >= span.from && id % 2 === parity,
      );
      assert.equal(found < 0 ? undefined : words[found], expected?.id, `seed ${seed}`);
    }
  }
});

test('what is older than all that are kept is not kept; a place is clean when taken again', () => {
  const join = new IntervalJoin({ kept: 2, payload: 1 });
  const words = new Uint32Array(join.words);
  for (const seconds of [10, 20]) words[join.keep(words, 0, seconds)] = seconds;
  assert.equal(join.keep(words, 0, 9), -1);
  assert.equal(words[join.keep(words, 0, 15)], 0);
  assert.throws(() => new IntervalJoin({ kept: 0, payload: 1 }), Bug);
});
