// Goal: every listener learns of every change, and none can make the office remember much.
// Method: listeners that read at once, late or never, over publications in tables and in seeded
// floods; what was told must cover what was published.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../../main/domain/result.ts';
import { createAnnouncer, LISTENERS_MAX } from '../../main/office/announce.ts';
import { type Announcement, topic } from '../../preload/contract/office.ts';
import { ANNOUNCED_IDS_MAX } from '../../preload/contract/values.ts';
import { seeded } from '../preload/seeded.ts';

/** Everything that waits for a listener now: it stops at the first wait. */
async function drain(iterator: AsyncIterator<Announcement>, abort: AbortController) {
  const told: Announcement[] = [];
  for (;;) {
    const next = await Promise.race([iterator.next(), nothingMore()]);
    if (next === null || next.done) break;
    told.push(next.value);
  }
  abort.abort();
  return told;
}

function nothingMore(): Promise<null> {
  return new Promise((resolve) => {
    setImmediate(() => resolve(null));
  });
}

const ids = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

test('changes of one topic join, topics keep their order, too many ids are left out', async () => {
  const max = ANNOUNCED_IDS_MAX;
  const table: readonly {
    readonly published: readonly Announcement[];
    readonly told: readonly Announcement[];
  }[] = [
    { published: [], told: [] },
    {
      published: [
        { topic: 'payments', ids: [3, 1] },
        { topic: 'cycles', ids: [9] },
        { topic: 'payments', ids: [1, 2] },
      ],
      told: [
        { topic: 'payments', ids: [3, 1, 2] },
        { topic: 'cycles', ids: [9] },
      ],
    },
    {
      published: [{ topic: 'payments', ids: ids(1, max) }],
      told: [{ topic: 'payments', ids: ids(1, max) }],
    },
    {
      published: [{ topic: 'payments', ids: ids(1, max + 1) }],
      told: [{ topic: 'payments', ids: null }],
    },
    {
      published: [
        { topic: 'payments', ids: ids(1, max) },
        { topic: 'payments', ids: [max + 1] },
      ],
      told: [{ topic: 'payments', ids: null }],
    },
    {
      published: [
        { topic: 'batches', ids: null },
        { topic: 'batches', ids: [1] },
      ],
      told: [{ topic: 'batches', ids: null }],
    },
  ];
  for (const { published, told } of table) {
    const announcer = createAnnouncer();
    const abort = new AbortController();
    const iterator = announcer.listen(abort.signal)[Symbol.asyncIterator]();
    for (const one of published) announcer.publish(one);
    assert.deepStrictEqual(await drain(iterator, abort), told);
    assert.equal(announcer.listeners(), 0);
  }
});

test('listening starts with the call, and a waiting listener is woken', async () => {
  const announcer = createAnnouncer();
  const abort = new AbortController();
  announcer.publish({ topic: 'payments', ids: [1] });
  const iterator = announcer.listen(abort.signal)[Symbol.asyncIterator]();
  announcer.publish({ topic: 'payments', ids: [2] });
  assert.deepStrictEqual(await iterator.next(), {
    done: false,
    value: { topic: 'payments', ids: [2] },
  });
  const waiting = iterator.next();
  announcer.publish({ topic: 'accounts', ids: [3] });
  assert.deepStrictEqual((await waiting).value, { topic: 'accounts', ids: [3] });
  const last = iterator.next();
  abort.abort();
  assert.deepStrictEqual(await last, { done: true, value: undefined });
});

test('a flood reaches a quick and a slow listener whole, in bounded pieces', async () => {
  const chance = seeded(3);
  const announcer = createAnnouncer();
  const [quick, slow] = [new AbortController(), new AbortController()];
  const quickItems = announcer.listen(quick.signal)[Symbol.asyncIterator]();
  const slowItems = announcer.listen(slow.signal)[Symbol.asyncIterator]();
  const published = new Map<string, Set<number>>();
  const told: Announcement[] = [];
  for (let round = 0; round < 2000; round += 1) {
    const one = { topic: chance.pick(topic.options), ids: ids(chance.int(5000), chance.int(20)) };
    announcer.publish(one);
    const known = published.get(one.topic) ?? new Set();
    published.set(one.topic, known);
    for (const id of one.ids) known.add(id);
    told.push((await quickItems.next()).value);
  }
  for (const [about, known] of published) {
    const heard = new Set(told.filter((one) => one.topic === about).flatMap((one) => one.ids));
    assert.deepEqual(heard, known, about);
  }
  const late = await drain(slowItems, slow);
  assert.deepEqual(
    late.map((one) => one.topic).sort(),
    [...published.keys()].sort(),
    'one announcement per topic, however long it slept',
  );
  assert.ok(late.every((one) => one.ids === null || one.ids.length <= ANNOUNCED_IDS_MAX));
  quick.abort();
});

test('listeners are bounded, and one that has gone makes room', () => {
  const announcer = createAnnouncer();
  const aborts = ids(0, LISTENERS_MAX).map(() => new AbortController());
  for (const { signal } of aborts) announcer.listen(signal);
  const { signal } = new AbortController();
  assert.throws(
    () => announcer.listen(signal),
    (error) => error instanceof Fault && error.code === 'too_many_listeners',
  );
  aborts[0]?.abort();
  announcer.listen(AbortSignal.abort());
  assert.equal(announcer.listeners(), LISTENERS_MAX - 1, 'who is gone already does not count');
  announcer.listen(signal);
  assert.equal(announcer.listeners(), LISTENERS_MAX);
});
