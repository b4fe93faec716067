// Preloaded into the processes that tests start: a passphrase is hashed at the least cost there is,
// because most tests sign somebody in and only one is about what that costs. The program itself has
// no way of being told so. A hash states its own cost, so comparing with one needs nothing.
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  const argon2 = require('@node-rs/argon2');
  const { hash } = argon2;
  argon2.hash = (text, options) => hash(text, { ...options, memoryCost: 8, timeCost: 1 });
}
