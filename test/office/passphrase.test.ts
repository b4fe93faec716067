// Goal: what people sign in with costs an attacker what its standard asks for. Method: the parameters
// are read off a hash made here, in the one test whose process was not given cheaper ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassphrase, isPassphrase } from '../../main/office/passphrase.ts';

test('a passphrase is hashed with 64 MiB in three passes, and only it fits', async () => {
  const hash = await hashPassphrase('seven green kettles');
  assert.match(hash, /^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  assert.equal(await isPassphrase(hash, 'seven green kettles'), true);
  assert.equal(await isPassphrase(hash, 'seven green kettle'), false);
  assert.equal(await isPassphrase(null, 'seven green kettles'), false);
});
