// Goal: the word and the banner say how the office is: a check that will be through in a moment moves
// nothing on the page, a longer one is told, and a book that failed it is read only and bad. Method:
// every phase as a table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTold, officeWord } from '../../../renderer/frame/office-word.ts';
import type { OfficeState } from '../../../renderer/office.ts';

const READY: OfficeState = {
  link: 'open',
  phase: 'ready',
  fault: null,
  check: null,
  businessDate: '2026-11-26',
  demo: false,
  intake: null,
  role: 'participant',
  session: null,
  standing: null,
  left: null,
  proofWanted: false,
};

test('the office in one word', () => {
  const failed = { phase: 'read_only', fault: 'book_failed_its_check' } as const;
  const cases: readonly (readonly [Partial<OfficeState>, key: string, tone: string])[] = [
    [{}, 'office.ready', 'good'],
    [{ phase: 'checking_the_book' }, 'office.checking', 'wait'],
    [{ phase: 'read_only' }, 'office.readOnly', 'wait'],
    [failed, 'office.readOnly', 'bad'],
    [{ ...failed, link: 'away' }, 'office.away', 'wait'],
    [{ phase: 'stopped' }, 'office.stopped', 'bad'],
    [{ phase: null, link: 'connecting' }, 'office.connecting', 'wait'],
    [{ link: 'ended' }, 'office.ended', 'bad'],
  ];
  for (const [state, key, tone] of cases) {
    const word = officeWord({ ...READY, ...state });
    assert.deepEqual([word.key, word.tone], [key, tone], JSON.stringify(state));
  }
});

test('only a check that takes a while is told', () => {
  const check = { name: 'file_is_sound', fraction: 0.4, remaining: 2000 } as const;
  const phase = 'checking_the_book';
  assert.deepEqual(checkTold({ phase, check }), check);
  assert.equal(checkTold({ phase, check: { ...check, remaining: 200 } }), null);
  assert.equal(checkTold({ phase, check: { ...check, remaining: null } }), null);
  assert.equal(checkTold({ phase, check: null }), null);
  assert.equal(checkTold({ phase: 'ready', check }), null);
});
