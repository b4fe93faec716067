// Goal: a batch goes from one book to another through files on their way between two offices, is judged
// there as new, and comes back only on that book's word; no field of either file can be changed, and an
// office that dies between two steps goes on where it stood. Method: two offices without people; every
// field of what they wrote is changed in turn and signed anew or not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonical } from '../../../main/office/carried/canonical.ts';
import { twoBranches } from '../branches-world.ts';
import { value } from '../people-world.ts';
import { unsound } from '../running-office.ts';

/** The file with each field of `said` changed in turn, however deep, under the old signature. */
function everyFieldChanged(file: string): readonly string[] {
  const whole = JSON.parse(file);
  const changed = (each: unknown): unknown => {
    if (typeof each === 'number') return each + 1;
    if (typeof each === 'boolean') return !each;
    const text = String(each);
    return `${text.startsWith('1') ? '2' : '1'}${text.slice(1)}`;
  };
  const places = (each: unknown): readonly (readonly string[])[] => {
    if (typeof each !== 'object' || each === null) return [[]];
    return Object.entries(each).flatMap(([name, inner]) =>
      places(inner).map((rest) => [name, ...rest]),
    );
  };
  const set = (each: unknown, [name, ...rest]: readonly string[]): unknown => {
    if (name === undefined) return changed(each);
    const copy = Array.isArray(each) ? [...each] : { ...Object(each) };
    copy[name] = set(copy[name], rest);
    return copy;
  };
  return places(whole.said).map((at) => `${canonical({ ...whole, said: set(whole.said, at) })}\n`);
}

test('a batch goes to another branch by file and back by its word, and no field can be changed', async (t) => {
  const [west, east] = await twoBranches(t);
  const batchId = await west.submit('GOES-OVER');
  const handOver = await west.give(batchId, east);
  const file = await west.signed('hand_over', handOver);
  assert.equal(await west.signed('hand_over', handOver), file, 'a lost file is made again');
  const read = await east.on.done((c) => c.readHandOver({ file }));
  assert.ok(read.kind === 'hand_over');
  assert.deepEqual(
    [read.isForHere, read.branch, read.messageId, read.payments, read.said],
    [true, 'west', 'GOES-OVER', 3, null],
  );
  const altered = everyFieldChanged(file);
  assert.ok(altered.length > 15);
  const codes = new Set<string>();
  for (const each of altered) {
    const asked = { submissionId: east.id(), file: each, word: 'taken' } as const;
    const reply = await east.on.ask((c) => c.answerHandOver(asked));
    codes.add('refusal' in reply ? reply.refusal.code : 'done');
  }
  assert.deepEqual([...codes].sort(), ['carried_signature_wrong', 'carried_unreadable']);

  const asked = { submissionId: east.id(), file, word: 'taken' } as const;
  const { takeOver, batchId: there } = await east.on.done((c) => c.answerHandOver(asked));
  await east.on.kill();
  const again = await east.on.done((c) => c.answerHandOver(asked));
  assert.deepEqual(
    again,
    { takeOver, batchId: there },
    'asked again after it died, it is that one',
  );
  await east.on.judged(there);
  const taken = await east.on.done((c) => c.batch({ batchId: there }));
  assert.deepEqual(taken.payments, { accepted: 3 });

  await west.on.kill();
  const receipt = await east.signed('receipt', takeOver);
  for (const each of everyFieldChanged(receipt)) {
    const closing = { submissionId: west.id(), file: each };
    const reply = await west.on.ask((c) => c.closeHandOver(closing));
    assert.ok('refusal' in reply);
    assert.match(reply.refusal.code, /^carried_(signature_wrong|unreadable)$/);
  }
  const closing = { submissionId: west.id(), file: receipt };
  const closed = { handOver, batchId, state: 'taken' };
  assert.deepEqual(value(await west.on.ask((c) => c.closeHandOver(closing))), closed);
  const left = await west.on.done((c) => c.batch({ batchId }));
  assert.deepEqual(left.payments, { handed_over: 3 });
  const { given } = await west.on.done((c) => c.handOvers({}));
  assert.deepEqual([given[0]?.state, given[0]?.branch], ['taken', 'east']);
  assert.deepEqual([unsound(west.on.folder), unsound(east.on.folder)], [[], []]);
});
