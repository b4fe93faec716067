// Goal: whoever may not see account numbers learns nothing of a hidden digit by asking: no search, no
// order, no filter and no number that they try answers otherwise for another one. Method: two books
// that differ only in hidden digits are asked every method that reads, by every role that lacks the
// right, with searches for every part of the numbers of the first; the frames are compared whole.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { checkIban } from '../../../main/domain/iban.ts';
import { maskAccount } from '../../../main/domain/masked.ts';
import { type Actor, holds, localActor, ROLES } from '../../../main/domain/permissions.ts';
import { seesWhole, toldAccounts } from '../../../main/office/told-accounts.ts';
import type { Input } from '../../../preload/contract/contract.ts';
import { insightSamples } from '../../preload/insight-samples.ts';
import { type Asked, askedOf, loaded } from './asked-frames.ts';
import {
  AWAY,
  HOME,
  HOME_TOO,
  MORE,
  NUMBERS,
  OUTSIDE,
  OWN,
  plantedTwins,
} from './planted-accounts.ts';
import { READING, type ReadName } from './reading-cases.ts';

const { output: HELD } = insightSamples.accountMeasures;

/** Hidden digits before the last four that are another number of the same bank. */
const OTHERS = 6;

/** The number with other hidden digits: of an IBAN by so much that its check digits stay. */
function other(number: string, at: number): string {
  if (number === HOME || number === HOME_TOO) {
    // The two change places in the order of whole numbers.
    const isFirst = (number === HOME) === (at === 0);
    return `${number.slice(0, 4)}${isFirst ? '12345' : '67890'}${number.slice(-4)}`;
  }
  const [head, hidden] = [number.slice(0, -4 - OTHERS), number.slice(-4 - OTHERS, -4)];
  if (!checkIban(number).ok) return `${number.slice(0, 4)}${at}1${number.slice(6)}`;
  const digits = (Number(hidden) % 97) + 97 * (at === 0 ? 1234 : 9876);
  return `${head}${String(digits).padStart(OTHERS, '0')}${number.slice(-4)}`;
}

const FIRST = NUMBERS.map((number) => other(number, 0));
const SECOND = NUMBERS.map((number) => other(number, 1));

/** The engine is taken to hold the first account alone, under its whole number. */
function maskedOf(t: TestContext, folder: string, own: string): Asked {
  const inspect = async (account: string) => (account === own ? HELD : null);
  return askedOf(t, folder, inspect, {
    tell: (method, answer, session) => toldAccounts(method, answer, session.actor),
  });
}

const PAGE = { offset: 0, limit: 100 } as const;
const NEWEST = { by: 'receivedAt', descending: true } as const;

/** Parts of a number: what somebody would try to find its digits one by one. */
function parts(number: string): readonly string[] {
  return [3, 4, 6, 8, number.length - 7].map((at) => number.slice(at, at + 5));
}

const TRIED = [
  ...FIRST,
  ...FIRST.map(maskAccount),
  ...FIRST.flatMap(parts),
  ...FIRST.map((number) => number.slice(-4)),
];

/** Beside what is asked of every book: guesses at the numbers of the first. */
const GUESSES: { readonly [Name in ReadName]?: readonly Input<Name>[] } = {
  queuePage: [
    ...TRIED.map((text) => ({ ...PAGE, filter: { text }, sort: NEWEST })),
    ...[...FIRST, ...FIRST.map(maskAccount)].map((account) => {
      return { ...PAGE, filter: { account }, sort: NEWEST };
    }),
  ],
  findPayment: TRIED.map((text) => ({ text })),
  trailPage: TRIED.map((text) => ({ filter: { text }, before: null, limit: 100 })),
  searchMaster: TRIED.map((text) => ({ text, kind: null, limit: 10 })),
  masterRecord: FIRST.flatMap((number) => [
    { kind: 'account', key: `${number} EUR` },
    { kind: 'account', key: `${maskAccount(number)} EUR` },
  ]),
  accountStatement: [...FIRST, ...FIRST.map(maskAccount)].map((account) => {
    return { account, currency: 'EUR', day: '2026-11-26', offset: 0, sequence: 1 };
  }),
  accountMeasures: [...FIRST, ...FIRST.map(maskAccount)].map((account) => ({
    account,
    currency: 'EUR',
  })),
};

const names = Object.keys(READING).filter((name): name is ReadName => Object.hasOwn(READING, name));

const lacking: readonly Actor[] = ROLES.map((role) => ({
  id: role,
  name: role,
  roles: [role],
})).filter((actor) => !holds(actor, 'see_accounts'));

const auditor: Actor = { id: 'auditor', name: 'auditor', roles: ['auditor'] };

/** A file for those alone who maintain it, and what looks whether rows still fit their digests. */
const APART: readonly ReadName[] = ['exportMaster', 'audit', 'auditBook'];

test('no answer to somebody who may not see accounts depends on a hidden digit', async (t) => {
  for (const number of [OWN, OUTSIDE]) assert.ok(checkIban(other(number, 1)).ok, number);
  assert.deepEqual(FIRST.map(maskAccount), SECOND.map(maskAccount));
  const [first, second] = plantedTwins(t, [(each) => other(each, 0), (each) => other(each, 1)]).map(
    (folder, at) => maskedOf(t, folder, other(OWN, at)),
  );
  assert.ok(first !== undefined && second !== undefined);
  const everything = localActor('anna');
  await Promise.all([first, second].map((asked) => loaded(asked, everything)));
  const toldApart = new Set<string>();
  for (const name of names.filter((each) => !APART.includes(each))) {
    const guesses: readonly unknown[] = GUESSES[name] ?? [];
    const inputs = [...READING[name].inputs, ...(MORE[name] ?? []), ...guesses];
    for (const input of inputs) {
      // One role guesses for all: what they are told differs by other rights alone.
      const asking = guesses.includes(input) ? [auditor] : lacking;
      for (const by of asking.filter((actor) => !seesWhole(name, actor))) {
        const what = `${name} ${JSON.stringify(input)} to ${by.id}`;
        assert.equal(await second(name, input, by), await first(name, input, by), what);
      }
    }
  }
  // What somebody did who sees the digits stands in both trails, so they ask when all others have.
  for (const name of names.filter((each) => Object.hasOwn(GUESSES, each))) {
    for (const input of [
      ...READING[name].inputs,
      ...(MORE[name] ?? []),
      ...(GUESSES[name] ?? []),
    ]) {
      if (toldApart.has(name)) continue;
      const whole = [await first(name, input, everything), await second(name, input, everything)];
      if (whole[0] !== whole[1]) toldApart.add(name);
    }
  }
  const guessed = Object.keys(GUESSES).sort();
  assert.deepEqual([...toldApart].sort(), guessed);
});

test('a number is asked for as it is told, and found where no other looks like it', async (t) => {
  const [folder] = plantedTwins(t, [(each) => other(each, 0)]);
  assert.ok(folder !== undefined);
  const asked = maskedOf(t, folder, other(OWN, 0));
  await loaded(asked, auditor);
  const told = (text: string) =>
    asked('queuePage', { ...PAGE, filter: { text }, sort: NEWEST }, auditor);
  const total = async (text: string) => /"total":(\d+)/.exec(await told(text))?.[1];
  assert.equal(await total(maskAccount(other(HOME_TOO, 0))), '1');
  assert.equal(await total('6123'), '1', 'the last four are seen, and found');
  assert.equal(await total(other(HOME_TOO, 0).slice(3, 8)), '0');
  assert.equal(await total(other(AWAY, 0)), '0', 'a whole number is in nothing that is told');
  const statement = { currency: 'EUR', day: '2026-11-26', offset: 0, sequence: 1 };
  for (const account of [OWN, maskAccount(OWN)]) {
    const answer = await asked('accountStatement', { account, ...statement }, auditor);
    assert.match(answer, /"opening"/, account);
  }
});
