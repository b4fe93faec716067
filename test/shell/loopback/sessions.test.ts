// Goal: a token is worth one session, once and for a minute, and guessing buys nothing. Method:
// the tokens and sessions on a clock that the test moves, told apart by what they answer.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  createSessions,
  SESSION_MS,
  type Sessions,
  TOKEN_MS,
  WRONG_TOKENS_MAX,
} from '../../../main/shell/loopback/sessions.ts';

function newSessions(): { sessions: Sessions; clock: { now: number } } {
  const clock = { now: 1_000_000 };
  const chance = { now: () => clock.now, random: randomBytes };
  return { sessions: createSessions('counterfoil-4000', chance), clock };
}

function passFor(sessions: Sessions): { cookie: string; key: string } {
  const bought = sessions.exchange(sessions.newToken());
  assert.ok(bought.kind === 'session');
  return { cookie: bought.cookie, key: bought.key };
}

test('a token has 256 bits and no two are alike', () => {
  const { sessions } = newSessions();
  const tokens = Array.from({ length: 1000 }, () => sessions.newToken());
  assert.equal(new Set(tokens).size, 1000);
  assert.deepEqual(
    new Set(tokens.map((token) => Buffer.from(token, 'base64url').length)),
    new Set([32]),
  );
});

test('a token is exchanged once', () => {
  const { sessions } = newSessions();
  const token = sessions.newToken();
  assert.equal(sessions.exchange(token).kind, 'session');
  assert.equal(sessions.exchange(token).kind, 'used');
  assert.equal(sessions.exchange('').kind, 'wrong');
});

test('a token lives for a minute, to the millisecond', () => {
  const { sessions, clock } = newSessions();
  const [early, late] = [sessions.newToken(), sessions.newToken()];
  clock.now += TOKEN_MS - 1;
  assert.equal(sessions.exchange(early).kind, 'session');
  clock.now += 1;
  assert.equal(sessions.exchange(late).kind, 'expired');
  assert.equal(sessions.exchange(late).kind, 'used', 'an expired token is spent as well');
});

test('wrong tokens are limited, and the right one passes all the same', () => {
  const { sessions, clock } = newSessions();
  const right = sessions.newToken();
  const kinds = Array.from({ length: WRONG_TOKENS_MAX + 2 }, () => sessions.exchange('x').kind);
  assert.deepEqual(kinds, [
    ...Array<string>(WRONG_TOKENS_MAX).fill('wrong'),
    'too_many',
    'too_many',
  ]);
  assert.equal(sessions.exchange(right).kind, 'session');
  clock.now += 60_000;
  assert.equal(sessions.exchange('x').kind, 'wrong', 'after a minute it starts anew');
});

test('only the last few tokens are good', () => {
  const { sessions } = newSessions();
  const tokens = Array.from({ length: 9 }, () => sessions.newToken());
  const kinds = tokens.map((token) => sessions.exchange(token).kind);
  assert.deepEqual(kinds, ['wrong', ...Array<string>(8).fill('session')]);
});

test('a session is known by its cookie and its key together, until its day is over', () => {
  const { sessions, clock } = newSessions();
  const { cookie, key } = passFor(sessions);
  const other = passFor(sessions);
  const end = clock.now + SESSION_MS;
  assert.equal(sessions.endOf({ cookie, key }), end);
  assert.equal(sessions.endOf({ cookie: `theme=dark; ${cookie}; other=1`, key }), end);
  for (const wrong of [
    null,
    '',
    `${cookie}A`,
    cookie.slice(0, -1),
    cookie.replace('4000', '4001'),
    `x${cookie}`,
    `${cookie}; counterfoil-4000=planted`,
    `${cookie}; ${cookie}`,
    other.cookie,
  ]) {
    assert.equal(sessions.endOf({ cookie: wrong, key }), null, String(wrong));
  }
  const value = cookie.split('=')[1] ?? '';
  for (const wrong of [null, '', '1', `${key}A`, key.slice(1), value, cookie, other.key]) {
    assert.equal(sessions.endOf({ cookie, key: wrong }), null, String(wrong));
  }
  clock.now = end - 1;
  assert.equal(sessions.endOf({ cookie, key }), end);
  clock.now = end;
  assert.equal(sessions.endOf({ cookie, key }), null);
});

test('the ninth session ends the first', () => {
  const { sessions } = newSessions();
  const passes = Array.from({ length: 9 }, () => passFor(sessions));
  const known = passes.map((pass) => sessions.endOf(pass) !== null);
  assert.deepEqual(known, [false, ...Array<boolean>(8).fill(true)]);
});
