// Goal: a policy is only ever what can be read, and what cannot be is refused with its name. Method:
// a table of names and values with what comes of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_POLICY, policyFrom, policyValues, withPolicy } from '../../main/domain/policy.ts';

const FEED = 'https://updates.bank.example/stable.release';

test('updates are off until an address that can be asked is set, and can be put off again', () => {
  assert.equal(DEFAULT_POLICY.updateFeed, null);
  assert.equal(policyFrom(new Map([['updateFeed', FEED]])).updateFeed, FEED);
  const on = withPolicy(DEFAULT_POLICY, 'updateFeed', FEED);
  assert.ok(on.ok);
  assert.deepEqual(withPolicy(on.value, 'updateFeed', 'off'), { ok: true, value: DEFAULT_POLICY });
});

test('a value that cannot be read is refused, and so is a name that nobody knows', () => {
  const invalid: readonly (readonly [string, string])[] = [
    ['updateFeed', 'http://updates.bank.example/stable.release'],
    ['updateFeed', ''],
    ['updateFeed', `${FEED}?machine=7`],
    ['reviewAbove:EUR', '1.50'],
    ['reviewAbove', '100'],
    ['duplicateWindowDays', '-1'],
    ['pastExecutionDate', 'ask'],
    ['batchBookingDefault', 'yes'],
  ];
  for (const [name, value] of invalid) {
    assert.deepEqual(withPolicy(DEFAULT_POLICY, name, value), {
      ok: false,
      refusal: { code: 'policy_value_invalid', name, value },
    });
  }
  assert.deepEqual(withPolicy(DEFAULT_POLICY, 'updatefeed', FEED), {
    ok: false,
    refusal: { code: 'policy_unknown', name: 'updatefeed' },
  });
});

test('every value of a policy is named as it is set, and setting it again changes nothing', () => {
  const values = policyValues(DEFAULT_POLICY);
  assert.equal(values.get('duplicateWindowDays'), '14');
  assert.equal(values.get('updateFeed'), 'off');
  assert.deepEqual(policyFrom(values), DEFAULT_POLICY);
});
