// Goal: whatever is asked over the wire, nothing is done by a person without the right to it, and the
// office lives and stays of one size. Method: a small number of the seeded calls that `npm run campaign
// -- calls` makes; what was done is read from the book and held against the rights on record.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzCalls } from './fuzzed-calls.ts';

const CALLS = 2000;

test('calls of every kind from every seat: no deed without the right to it', async (t) => {
  const { answers, found, planted } = await fuzzCalls(t, CALLS, 20_261_126);
  assert.deepEqual(found, []);
  assert.ok(planted > 0, 'a record that lets nobody do anything finds deeds');
  // They were worth something only if they came through every gate.
  const gates = [
    'fault bad_request',
    'sign_in_required',
    'session_locked',
    'credential_must_change',
  ];
  for (const code of [...gates, 'not_permitted', 'done']) {
    assert.ok((answers.get(code) ?? 0) > 10, `${code}: ${answers.get(code)}`);
  }
  t.diagnostic(`${CALLS} calls, ${answers.size} answers`);
});
