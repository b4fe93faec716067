// Goal: rows are sorted exactly, whatever the amounts, and equals keep their order. Method: random
// columns are sorted by the radix sort and by a stable comparison of bigints; both must agree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digitsOf, sortByFaceValue, sortRows } from '../../main/ledger/payment-order.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';

const INT64_MAX = 2n ** 63n - 1n;

/** Amounts of every size up to 64 bits, with many equals. */
function anyAmounts(chance: Seeded, count: number, most: bigint): BigInt64Array {
  return BigInt64Array.from({ length: count }, () => {
    const bits = BigInt(chance.int(64));
    const amount = (BigInt(chance.int(2 ** 31)) << 32n) | BigInt(chance.int(2 ** 31));
    const shifted = chance.int(4) === 0 ? BigInt(chance.int(3)) : amount >> bits;
    return shifted > most ? most : shifted;
  });
}

/** Some of the rows, in an order of their own. */
function anyOrder(chance: Seeded, count: number): Uint32Array<ArrayBuffer> {
  const rows = Array.from({ length: count }, (_, row) => row).filter(() => chance.int(5) > 0);
  return Uint32Array.from(rows.reverse());
}

function expected(
  order: Uint32Array,
  keyOf: (row: number) => bigint,
  descending: boolean,
): number[] {
  const sign = descending ? -1 : 1;
  return [...order].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === right) return 0;
    return left < right ? -sign : sign;
  });
}

for (const descending of [false, true]) {
  test(`64-bit amounts, ${descending ? 'largest' : 'smallest'} first`, () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const chance = seeded(seed);
      const amounts = anyAmounts(chance, chance.int(300), INT64_MAX);
      const order = anyOrder(chance, amounts.length);
      const right = expected(order, (row) => amounts[row] ?? 0n, descending);
      assert.deepEqual([...sortRows(order, digitsOf(amounts), descending)], right);
    }
  });

  for (const [name, most] of [
    ['products that fit 64 bits', 10n ** 14n],
    ['products beyond 64 bits', INT64_MAX],
  ] as const) {
    test(`currencies of different decimals, ${name}, descending ${descending}`, () => {
      for (let seed = 1; seed <= 40; seed += 1) {
        const chance = seeded(seed);
        const amounts = anyAmounts(chance, chance.int(300), most);
        const currencies = Uint8Array.from(amounts, () => chance.int(3));
        const factors = [100n, 10_000n, 10n];
        const order = anyOrder(chance, amounts.length);
        const faceOf = (row: number) =>
          (amounts[row] ?? 0n) * (factors[currencies[row] ?? 0] ?? 0n);
        const right = expected(order, faceOf, descending);
        const sorted = sortByFaceValue(order, { amounts, currencies, factors }, descending);
        assert.deepEqual([...sorted], right);
      }
    });
  }
}

test('columns of 16 and 32 bits', () => {
  const chance = seeded(9);
  for (const column of [
    Uint16Array.from({ length: 500 }, () => chance.int(2 ** 16)),
    Uint32Array.from({ length: 500 }, () => chance.int(2 ** 32)),
  ]) {
    const order = anyOrder(chance, column.length);
    const right = expected(order, (row) => BigInt(column[row] ?? 0), true);
    assert.deepEqual([...sortRows(order, digitsOf(column), true)], right);
  }
});

test('nothing to sort, and one row', () => {
  const amounts = BigInt64Array.from([7n]);
  assert.deepEqual([...sortRows(new Uint32Array(0), digitsOf(amounts), true)], []);
  assert.deepEqual([...sortRows(Uint32Array.of(0), digitsOf(amounts), false)], [0]);
});
