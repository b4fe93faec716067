// Goal: event time is the least of the sources that still speak, never goes back, and depends on
// the log alone. Method: small logs of several sources by hand; then random logs cut into epochs in
// two ways, every watermark compared with a naive count over single records.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { ColumnsView } from '../../main/stream/columns.ts';
import {
  CLOCKS_BEGIN,
  type Clocks,
  clocksAfter,
  timeFor,
} from '../../main/stream/source-clocks.ts';
import { watermarks } from '../../main/stream/watermark.ts';
import { type Seeded, seeded } from '../domain/seeded.ts';
import { firstSeen } from './topologies/first-seen.ts';
import { input, pick, writeArrivals } from './topologies/specimen.ts';

type Said = { readonly source: string; readonly at: number; readonly end?: boolean };

const IDLE_AFTER = 5;
const topology = { ...firstSeen.topology, outOfOrderness: 10, idleAfter: IDLE_AFTER };

/** The watermark at each record when `log` is read in epochs of at most `most` records. */
function run(log: readonly Said[], most: number): number[] {
  const marks: number[] = [];
  let clocks: Clocks = CLOCKS_BEGIN;
  for (let from = 0; from < log.length; ) {
    const { source } = log[from] ?? assert.fail();
    let to = from + 1;
    while (to - from < most && log[to]?.source === source && log[to - 1]?.end !== true) to += 1;
    const part = log.slice(from, to);
    const rows = part.map(({ at }) => ({ account: 'a', at, amount: 0n, note: null }));
    const time = timeFor(clocks, source, IDLE_AFTER);
    const found = watermarks(topology, new ColumnsView(input, writeArrivals(rows)), time);
    marks.push(...found.marks);
    clocks = clocksAfter(clocks, {
      source,
      records: part.length,
      own: found.own,
      watermark: found.marks.at(-1) ?? clocks.watermark,
      end: part.at(-1)?.end === true,
    });
    from = to;
  }
  return marks;
}

/** The same record by record, with a list of all that was said. */
function naive(log: readonly Said[]): number[] {
  let watermark = Number.NEGATIVE_INFINITY;
  return log.map(({ source }, now) => {
    const before = log.slice(0, now + 1);
    const others = new Set(before.map((each) => each.source));
    others.delete(source);
    let least = markOf(before, source);
    for (const other of others) {
      const last = before.findLastIndex((each) => each.source === other);
      const isIdle = now - last > IDLE_AFTER;
      if (!isIdle && before[last]?.end !== true) least = Math.min(least, markOf(before, other));
    }
    watermark = Math.max(watermark, least);
    return watermark;
  });
}

/** A source that ended and came back begins anew. */
function markOf(log: readonly Said[], source: string): number {
  const own = log.filter((each) => each.source === source);
  const ended = own.slice(0, -1).findLastIndex(({ end }) => end === true);
  return Math.max(...own.slice(ended + 1).map(({ at }) => at)) - 10;
}

function randomLog(random: Seeded): Said[] {
  const log: Said[] = [];
  for (let at = 0; log.length < 80; at += random.below(30)) {
    const source = pick(random, ['a', 'b', 'c']);
    const count = 1 + random.below(7);
    for (let i = 0; i < count; i += 1) {
      log.push({
        source,
        at: at + random.below(40),
        end: i === count - 1 && random.below(9) === 0,
      });
    }
  }
  return log;
}

test('the least source holds event time back until it has ended or is idle', () => {
  const a = (at: number) => ({ source: 'a', at });
  const b = (at: number) => ({ source: 'b', at });
  assert.deepEqual(run([a(100), b(500), a(110), b(510)], 1), [90, 90, 100, 100]);
  assert.deepEqual(run([a(100), b(500), { ...a(110), end: true }, b(510)], 1), [90, 90, 100, 500]);
  const idle = [a(100), b(500), b(501), b(502), b(503), b(504), b(505), b(506)];
  assert.deepEqual(run(idle, 100), [90, 90, 90, 90, 90, 90, 495, 496]);
  // One that comes back late does not turn event time back.
  assert.deepEqual(run([...idle, a(120), a(600)], 100).slice(-2), [496, 496]);
});

test('random logs, cut into epochs in any way: as counted record by record, and never back', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const log = randomLog(seeded(seed));
    const expected = naive(log);
    for (const most of [1, 3, 100]) {
      const marks = run(log, most);
      assert.deepEqual(marks, expected, `seed ${seed}, epochs of ${most}`);
      assert.ok(
        marks.every((mark, at) => mark >= (marks[at - 1] ?? mark)),
        `seed ${seed}`,
      );
    }
  }
});
