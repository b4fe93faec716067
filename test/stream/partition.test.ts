// Goal: keys go to partitions evenly, always the same way, and partitions cover all hashes.
// Method: the published MurmurHash3 vectors; the two mirror functions against each other at every
// edge; counts of hashed keys against what an even spread allows.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import {
  HASH_SPACE,
  hashesOfTask,
  hashKey,
  hashRange,
  PARTITIONS_MAX,
  partitionFor,
  partitionsOfTask,
  rangeFor,
} from '../../main/stream/partition.ts';

test('hashes are those of MurmurHash3_x86_32', () => {
  const cases: readonly (readonly [string, number, number])[] = [
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['', 0xffffffff, 0x81f16f39],
    ['test', 0, 0xba6bd213],
    ['test', 0x9747b28c, 0x704b81dc],
    ['Hello, world!', 0, 0xc0363e43],
    ['Hello, world!', 0x9747b28c, 0x24884cba],
    ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
    ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ];
  for (const [text, seed, hash] of cases) {
    assert.equal(hashKey(text, seed), hash, `${text} with ${seed}`);
    const bytes = new TextEncoder().encode(`--${text}--`);
    assert.equal(hashRange(bytes, 2, bytes.length - 2, seed), hash);
  }
  assert.equal(hashKey('Łódź'), hashKey(new TextEncoder().encode('Łódź')));
});

const PARTITION_COUNTS = [
  1,
  2,
  3,
  4,
  5,
  7,
  12,
  16,
  31,
  64,
  100,
  1000,
  4096,
  65_535,
  PARTITIONS_MAX,
];

test('ranges of hashes are adjacent and cover everything, for any number of partitions', () => {
  for (const partitions of PARTITION_COUNTS) {
    let next = 0;
    for (let partition = 0; partition < partitions; partition += 1) {
      const { from, to } = rangeFor(partition, partitions);
      assert.equal(from, next);
      assert.ok(from < to);
      assert.equal(partitionFor(from, partitions), partition, `first of ${partition}`);
      assert.equal(partitionFor(to - 1, partitions), partition, `last of ${partition}`);
      next = to;
    }
    assert.equal(next, HASH_SPACE);
  }
});

test('partitions of tasks are adjacent and cover everything, for any number of tasks', () => {
  for (const partitions of [1, 2, 3, 8, 100]) {
    for (const tasks of [1, 2, 3, 7, 8, 150]) {
      let next = 0;
      let nextHash = 0;
      for (let task = 0; task < tasks; task += 1) {
        const { from, to } = partitionsOfTask(task, tasks, partitions);
        assert.equal(from, next);
        assert.ok(to - from <= Math.ceil(partitions / tasks));
        next = to;
        const hashes = hashesOfTask(task, tasks, partitions);
        assert.equal(hashes.from, nextHash);
        nextHash = hashes.to;
      }
      assert.equal(next, partitions);
      assert.equal(nextHash, HASH_SPACE);
    }
  }
});

test('keys that differ little spread evenly', () => {
  const shapes: { readonly [name: string]: (at: number) => string } = {
    numbered: (at) => `account-${at}`,
    iban: (at) => `DE89370400440532${String(at).padStart(6, '0')}`,
    'one letter': (at) => String.fromCodePoint(0x4e00 + (at % 20_000)) + (at < 20_000 ? '' : at),
  };
  const keys = 32_000;
  const partitions = 32;
  for (const [name, shape] of Object.entries(shapes)) {
    const counts = new Array<number>(partitions).fill(0);
    for (let at = 0; at < keys; at += 1) {
      const partition = partitionFor(hashKey(shape(at)), partitions);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    const expected = keys / partitions;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 31 degrees of freedom: an even spread stays below 61.1 in 999 of 1,000 cases.
    assert.ok(chiSquare < 61.1, `${name}: ${chiSquare}`);
  }
});
