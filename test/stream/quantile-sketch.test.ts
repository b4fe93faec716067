// Goal: a sketch answers within its stated error of the exact quantile, two sketches compose into
// the sketch of both, and what is kept of one is the same sketch. Method: values of several shapes
// from a seed against the sorted list.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QuantileSketch, RELATIVE_ERROR, sketchFrom } from '../../main/stream/quantile-sketch.ts';
import { seeded } from '../preload/seeded.ts';

const SHAPES: { readonly [name: string]: (chance: (below: number) => number) => number } = {
  even: (chance) => chance(100_000),
  'long-tailed': (chance) => Math.round(2 ** (chance(4_000) / 100)),
  'mostly one': (chance) => (chance(10) > 0 ? 7 : chance(50)),
  'days in milliseconds': (chance) => chance(86_400_000),
};

for (const [name, shape] of Object.entries(SHAPES)) {
  test(`quantiles of ${name} values lie within the stated error`, () => {
    const { int } = seeded(3);
    const values = Array.from({ length: 5_000 }, () => shape(int));
    const whole = new QuantileSketch();
    const parts = [new QuantileSketch(), new QuantileSketch()] as const;
    for (const [at, value] of values.entries()) {
      whole.add(value);
      (at % 3 === 0 ? parts[0] : parts[1]).add(value);
    }
    const composed = new QuantileSketch();
    for (const part of parts) composed.merge(part);
    assert.deepEqual(composed.entries(), whole.entries());
    assert.deepEqual(sketchFrom(whole.entries()).entries(), whole.entries());
    const sorted = values.toSorted((one, other) => one - other);
    for (const q of [0, 0.25, 0.5, 0.95, 0.99, 1]) {
      const exact = sorted[Math.floor(q * (sorted.length - 1))] ?? 0;
      const told = whole.quantile(q) ?? 0;
      // One more for what rounding to whole numbers takes, and for values below 2.
      const allowed = exact * RELATIVE_ERROR + 1;
      assert.ok(Math.abs(told - exact) <= allowed, `${q}: ${told} for ${exact}`);
    }
  });
}

test('a value counted many times is that value counted once each time', () => {
  const one = new QuantileSketch();
  const many = new QuantileSketch();
  for (let at = 0; at < 50; at += 1) one.add(1234);
  many.add(1234, 50);
  assert.deepEqual(one.entries(), many.entries());
  assert.equal(new QuantileSketch().quantile(0.5), null);
});
