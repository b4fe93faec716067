// Goal: a session holds exactly the records that follow one another within the gap, in whatever
// order they come; what is too old to be kept is said, and nothing else is lost.
// Method: random records against a list that is sorted and cut at the gaps; small stories by hand.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { SessionWindows } from '../../main/stream/session-window.ts';
import { seeded } from '../domain/seeded.ts';

type Came = { readonly at: number; readonly value: number };
type Session = { readonly first: number; readonly count: number; readonly sum: number };

/** The sessions of a list, the first one first. */
function naive(came: readonly Came[], gap: number): readonly (Session & { last: number })[] {
  const sessions: { first: number; last: number; count: number; sum: number }[] = [];
  for (const { at, value } of came.toSorted((a, b) => a.at - b.at)) {
    const last = sessions.at(-1);
    if (last !== undefined && at <= last.last + gap) {
      last.last = at;
      last.count += 1;
      last.sum += value;
    } else sessions.push({ first: at, last: at, count: 1, sum: value });
  }
  return sessions;
}

function read(sessions: SessionWindows, words: Uint32Array, at: number): Session {
  const sum = sessions.sumAt(at);
  return {
    first: sessions.firstAt(words, at),
    count: sessions.countAt(words, at),
    sum: (words[sum] ?? 0) + (words[sum + 1] ?? 0) * 2 ** 32,
  };
}

test('the session of each record is what a sorted list says, late records included', () => {
  for (let seed = 1; seed <= 80; seed += 1) {
    const random = seeded(seed);
    const gap = random.below(30);
    const late = random.below(gap * 2 + 5);
    // As many as can be open within the lateness: none that is still asked for is given up.
    const sessions = new SessionWindows({ gap, kept: 3 + Math.ceil(late / (gap + 1)) });
    const words = new Uint32Array(sessions.words + 2).fill(9, 0, 1).fill(9, sessions.words + 1);
    const came: Came[] = [];
    let now = 10_000;
    for (let i = 0; i < 150; i += 1) {
      now += random.below(2 * gap + 3);
      const at = now - random.below(late + 1);
      const value = random.below(2 ** 31) * 4;
      came.push({ at, value });
      const place = sessions.add(words, 1, at, value >>> 0, Math.floor(value / 2 ** 32));
      const expected = naive(came, gap).find(({ first, last }) => at >= first && at <= last);
      assert.ok(place >= 1 && expected !== undefined, `seed ${seed}, record ${i}`);
      const { first, count, sum } = expected;
      assert.deepEqual(read(sessions, words, place), { first, count, sum }, `seed ${seed}, ${i}`);
      assert.equal(sessions.find(words, 1, at), place);
    }
    assert.deepEqual([words[0], words[sessions.words + 1]], [9, 9]);
  }
});

test('a late record joins two sessions; one that is older than all that are kept is told', () => {
  const sessions = new SessionWindows({ gap: 10, kept: 2 });
  const words = new Uint32Array(sessions.words);
  const add = (seconds: number) => {
    const at = sessions.add(words, 0, seconds, 1, 0);
    return at < 0 ? null : read(sessions, words, at);
  };
  assert.deepEqual(add(100), { first: 100, count: 1, sum: 1 });
  assert.deepEqual(add(120), { first: 120, count: 1, sum: 1 }, 'more than a gap apart');
  assert.deepEqual(add(110), { first: 100, count: 3, sum: 3 }, 'within a gap of both');
  assert.deepEqual(add(200), { first: 200, count: 1, sum: 1 });
  assert.deepEqual(add(300), { first: 300, count: 1, sum: 1 }, 'the oldest is given up');
  assert.equal(add(100), null, 'and not begun again');
  assert.deepEqual(add(191), { first: 191, count: 2, sum: 2 }, 'one that is kept goes on');
  assert.equal(sessions.find(words, 0, 250), -1);
});
