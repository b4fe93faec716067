// Goal: a deed is told apart as put to another person only where somebody was asked; every other
// answer is what it was. Method: a table of whole answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from '../../main/domain/result.ts';
import { wasAsked } from '../../renderer/was-asked.ts';

test('another person was asked where the refusal names what they were asked', () => {
  const second = 'second_person_required';
  const answers = [
    [refuse({ code: second, request: 7 }), true],
    // As many deeds wait as may.
    [refuse({ code: second, request: 0 }), false],
    [refuse({ code: second, duty: 'H3' }), false],
    [refuse({ code: 'second_person_must_differ', request: 7 }), false],
    [ok({ request: 7 }), false],
    [{ ok: false, fault: { id: null, code: second } }, false],
  ] as const;
  for (const [answer, isAsked] of answers) {
    assert.equal(wasAsked(answer), isAsked, JSON.stringify(answer));
  }
});
