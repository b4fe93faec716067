// Goal: an administrator can name only an https address without anything secret or unique in it.
// Method: a table of addresses with what they are asked for as, or nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedAddress } from '../../main/domain/feed-address.ts';

const CASES: readonly (readonly [string, string | null])[] = [
  ['https://updates.bank.example/stable.release', 'https://updates.bank.example/stable.release'],
  ['HTTPS://Updates.Bank.Example:443/a', 'https://updates.bank.example/a'],
  ['https://10.1.2.3:8443/a/b.release', 'https://10.1.2.3:8443/a/b.release'],
  [`https://a.example/${'b'.repeat(182)}`, `https://a.example/${'b'.repeat(182)}`],
  [`https://a.example/${'b'.repeat(183)}`, null],
  ['http://updates.bank.example/a', null],
  ['file:///a', null],
  ['https://name@updates.bank.example/a', null],
  ['https://name:word@updates.bank.example/a', null],
  ['https://updates.bank.example/a?id=7', null],
  ['https://updates.bank.example/a?', null],
  ['https://updates.bank.example/a#b', null],
  ['https://updates.bank.example/a#', null],
  ['//updates.bank.example/a', null],
  ['updates.bank.example', null],
  ['', null],
];

test('a feed’s address is plain https or nothing', () => {
  for (const [text, address] of CASES) assert.equal(feedAddress(text), address, text);
});
