// Goal: deeds that wait together share one commit and are answered after it; one that throws does
// not reach the others; what would take too long waits for the next commit. Method: a book that
// only logs what it is asked, a real one, and a clock that the test moves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Book } from '../../main/ledger/book.ts';
import type { Settled } from '../../main/ledger/write-transaction.ts';
import { openWriter } from '../../main/office/writer.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { assertSound, testDesk } from '../operations/test-desk.ts';

/** A book that notes its commits; the one of number `failing` throws. */
function loggingBook(log: string[], failing = 0): Pick<Book, 'together'> {
  let commits = 0;
  return {
    together: <Value>(deeds: readonly (() => Value)[], enough = () => false) => {
      const settled: Settled<Value>[] = [];
      for (const deed of deeds) {
        if (settled.length > 0 && enough()) break;
        try {
          settled.push({ done: true, value: deed() });
        } catch (error) {
          settled.push({ done: false, error });
        }
      }
      commits += 1;
      log.push(`commit ${commits}`);
      if (failing === commits) throw new Error('unknown');
      return settled;
    },
  };
}

test('deeds asked for in one turn are one commit, and answered after it in their order', async () => {
  const log: string[] = [];
  const writer = openWriter(loggingBook(log));
  const say = (word: string) => (): string => {
    log.push(`do ${word}`);
    return word;
  };
  const answered = async (word: string): Promise<void> => {
    log.push(`answer ${await writer.do(say(word))}`);
  };
  await Promise.all([answered('a'), answered('b'), answered('c')]);
  await answered('d');
  const first = ['do a', 'do b', 'do c', 'commit 1', 'answer a', 'answer b', 'answer c'];
  assert.deepEqual(log, [...first, 'do d', 'commit 2', 'answer d']);
});

test('a deed that throws rejects alone; a commit that throws rejects all of its group', async () => {
  const writer = openWriter(loggingBook([], 2));
  const bad = (): never => {
    throw new Error('bad');
  };
  const first = await Promise.allSettled([writer.do(() => 1), writer.do(bad), writer.do(() => 3)]);
  assert.deepEqual(
    first.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason))),
    [1, 'Error: bad', 3],
  );
  const second = await Promise.allSettled([writer.do(() => 1), writer.do(() => 2)]);
  assert.deepEqual(
    second.map((each) => (each.status === 'rejected' ? String(each.reason) : each.value)),
    ['Error: unknown', 'Error: unknown'],
  );
});

test('what would keep others waiting too long is left for the next commits, in order', async () => {
  const log: string[] = [];
  let now = 0;
  const writer = openWriter(
    loggingBook(log),
    () => undefined,
    () => now,
  );
  const takes = (name: string, ms: number) =>
    writer.do(() => {
      now += ms;
      log.push(name);
    });
  await Promise.all([takes('a', 6), takes('b', 6), takes('c', 30), takes('d', 1), takes('e', 1)]);
  assert.deepEqual(log, ['a', 'b', 'commit 1', 'c', 'commit 2', 'd', 'e', 'commit 3']);
});

test('idle is when all that waited has been answered', async () => {
  const log: string[] = [];
  const writer = openWriter(loggingBook(log));
  await writer.idle();
  void writer.do(() => 1).then(() => log.push('answered'));
  await writer.idle();
  assert.deepEqual(log, ['commit 1', 'answered']);
});

test('on a book, deeds of many askers are one commit, each with its own link', async (t) => {
  const on = testDesk(t);
  const writer = openWriter(on.book());
  const ask = (at: number) => {
    const value = at % 3 === 0 ? 'not a number' : String(1 + at);
    const input = { submissionId: `ask-${at}`, name: 'duplicateWindowDays', value };
    return writer.do(() => setPolicy(on.desk(), input, on.context()));
  };
  const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => ask(at)));
  assert.deepEqual(
    answers.map((each) => each.ok),
    Array.from({ length: 30 }, (_, at) => at % 3 !== 0),
  );
  assert.equal(on.book().chainHead().sequence, 30);
  assertSound(on);
});
