// Goal: in a book with people nobody changes its key alone: another administrator signs first, for this
// person, this key and a day. Method: a book with people at a desk; each of these is left out once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepAnotherKey, MAY_CHANGE_FOR } from '../../main/operations/change-keys.ts';
import { ask, by, KEY, KEY_NEXT, keyChange, type Name, peopled, say } from './asking-people.ts';
import { assertSound, done, refused } from './test-desk.ts';

test('the key is changed by who asked, within a day of another administrator’s signature', (t) => {
  const on = peopled(t);
  const keep = (name: Name, from: string, later = 0) =>
    by(on, name, () => {
      const context = { ...on.context(), now: on.context().now + later };
      return keepAnotherKey(on.desk(), { ...keyChange(on), from }, context);
    });
  const { request } = done(ask(on, 'ada', { deed: 'changeKey', keyId: KEY }));
  assert.equal(refused(keep('ada', KEY)).code, 'second_person_required', 'nobody has signed');
  assert.equal(refused(say(on, 'ada', request)).code, 'second_person_must_differ');
  assert.equal(refused(say(on, 'carla', request)).code, 'signer_not_permitted');
  assert.deepEqual(done(say(on, 'bo', request)), { state: 'done', open: 0 });
  assert.equal(refused(keep('bo', KEY)).code, 'second_person_required', 'another asked');
  assert.equal(refused(keep('ada', KEY_NEXT)).code, 'second_person_required', 'another key');
  assert.deepEqual(done(keep('ada', KEY)), { slot: KEY_NEXT });
  assert.equal(
    refused(keep('ada', KEY, 2 * MAY_CHANGE_FOR)).code,
    'second_person_required',
    'late',
  );
  assertSound(on);
});
