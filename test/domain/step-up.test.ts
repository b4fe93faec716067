// Goal: how long an own proof counts, at its edges. Method: a table of ages and policies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APPROVAL_RULES } from '../../main/domain/approval-policy.ts';
import {
  ONE_DEED_MS,
  type OwnProof,
  proofCounts,
  signerProves,
} from '../../main/domain/step-up.ts';

test('a proof counts for the seconds of the policy, or for one deed', () => {
  const rows: readonly (readonly [OwnProof['given'], number, number, boolean])[] = [
    ['to_come_in', 0, 300, true],
    ['to_come_in', 299_999, 300, true],
    ['to_come_in', 300_000, 300, false],
    ['for_a_deed', 299_999, 300, true],
    ['for_a_deed', 300_000, 300, false],
    ['for_a_deed', 3_599_999, 3600, true],
    ['to_come_in', 0, 0, false],
    ['for_a_deed', ONE_DEED_MS - 1, 0, true],
    ['for_a_deed', ONE_DEED_MS, 0, false],
  ];
  for (const [given, age, seconds, expected] of rows) {
    const said = `${given}, ${age} ms ago, ${seconds} s`;
    assert.equal(proofCounts({ at: 5000, given }, 5000 + age, seconds), expected, said);
  }
  assert.equal(proofCounts(null, 5000, 3600), false);
});

test('whoever signs by a row of the table proves who they are', () => {
  for (const { deed } of APPROVAL_RULES) assert.equal(signerProves(deed), true, deed);
});
