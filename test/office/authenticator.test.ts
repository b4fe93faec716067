// Goal: an authenticator is joined only by who proves both the passphrase and that the device has the
// key, is asked for from then on with each code taken once, and can be left again; the key is in no
// deed and no log. Method: a person of a real office with codes reckoned here, and the book looked
// into.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromBase32, stepOf, codeOf as totpOf } from '../../main/office/totp.ts';
import { codeOf, passphraseOf, peopleWorld, value } from './people-world.ts';
import { lookInto, unsound } from './running-office.ts';

test('an authenticator is offered, joined, asked for and left', async (t) => {
  const { at, as, on } = await peopleWorld(t);
  const ada = await as('ada');
  const passphrase = passphraseOf('ada');
  const offer = value(await ada.offerAuthenticator({}));
  assert.deepEqual([offer.joined, offer.secret.length], [false, 32]);
  assert.match(
    offer.address,
    new RegExp(`^otpauth://totp/Counterfoil:ada\\?secret=${offer.secret}`),
  );
  const key = fromBase32(offer.secret);
  // Steps of the machine's clock, though the book's stands on its own day; the one before and the one
  // after are taken too, so that the turn of a step changes nothing here.
  const step = stepOf(Date.now());
  const [now, next] = [totpOf(key, step), totpOf(key, step + 1)];
  const wrong = { passphrase, code: '', offeredCode: now === '000000' ? '000001' : '000000' };
  assert.equal(codeOf(await ada.joinAuthenticator(wrong)), 'authenticator_code_wrong');
  const right = { passphrase, code: '', offeredCode: now };
  assert.equal(
    codeOf(await ada.joinAuthenticator({ ...right, passphrase: 'not mine at all' })),
    'sign_in_refused',
  );
  assert.equal(
    codeOf(await as('bo').then((bo) => bo.joinAuthenticator(right))),
    'authenticator_not_offered',
  );
  value(await ada.joinAuthenticator(right));
  assert.equal(
    codeOf(await ada.joinAuthenticator(right)),
    'authenticator_not_offered',
    'an offer is good once',
  );
  const signIn = (code: string) => at('x').signIn({ signInName: 'ada', passphrase, code });
  assert.equal(codeOf(await signIn('')), 'sign_in_refused', 'the passphrase alone is not enough');
  assert.equal(codeOf(await signIn(now)), 'sign_in_refused', 'a code is taken once');
  assert.equal(codeOf(await signIn(next)), 'done');
  const { people } = value(await ada.people({}));
  assert.deepEqual(
    people.map(({ secondFactor }) => secondFactor),
    [true, false],
  );
  assert.equal(value(await ada.offerAuthenticator({})).joined, true);
  await on.stop();
  assert.deepEqual(unsound(on.folder), []);
  const deeds = lookInto(on.folder, (db) =>
    db.prepare("SELECT answer FROM deeds WHERE deed = 'joinAuthenticator'").pluck().all(),
  );
  assert.deepEqual(deeds, ['{"person":1}']);
  const logs = join(on.folder, 'logs');
  const logged = readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8'));
  assert.equal(logged.join('').includes(offer.secret), false);
});
