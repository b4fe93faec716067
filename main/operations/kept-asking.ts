// The input of a deed that waits for others, as it is kept and as it is read back: every field is
// looked at again, so that nothing is carried out that was not written by this program.
import { isSignedDeed, type SignedDeed } from '../domain/approval-policy.ts';
import { assert, known } from '../domain/assert.ts';
import { ACCOUNT_STATUSES } from '../domain/chart-of-accounts.ts';
import { BRANCH_KEY_STATES } from '../domain/hand-over.ts';
import { AMOUNT_NAMES, BOUND_ACCOUNTS, HOLD_NAMES } from '../domain/posting-rules.ts';
import { isEventCode } from '../domain/posting-table.ts';
import { RAIL_WORDS } from '../ledger/restores.ts';
import type { AskedDeed } from './asked-deeds.ts';
import type { Bindings, ItemPart } from './bindings.ts';

/** Marks digits that were a whole number of any size. */
const MINOR = '$minor';

/** The input as it is kept: canonical JSON, keys in order, minor units as digits. */
export function writeAsked(asked: AskedDeed): string {
  return JSON.stringify(asked, (_key, value: unknown) => {
    if (typeof value === 'bigint') return { [MINOR]: String(value) };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Reads back what {@link writeAsked} wrote; anything else is a bug. */
export function readAsked(text: string): AskedDeed {
  const fields = fieldsOf(
    JSON.parse(text, (_key, value: unknown) => {
      const isMinor = typeof value === 'object' && value !== null && MINOR in value;
      return isMinor ? BigInt(String(value[MINOR])) : value;
    }),
  );
  const deed = textOf(fields.deed);
  assert(isSignedDeed(deed), 'a deed was asked for');
  return READ[deed](fields);
}

type Fields = { readonly [name: string]: unknown };

const READ: { readonly [D in SignedDeed]: (fields: Fields) => AskedDeed<D> } = {
  setPolicy: ({ name, value }) => ({
    deed: 'setPolicy',
    name: textOf(name),
    value: textOf(value),
  }),
  changeAccount: ({ account, currency, status }) => ({
    deed: 'changeAccount',
    account: textOf(account),
    currency: textOf(currency),
    status: oneOf(ACCOUNT_STATUSES, status),
  }),
  correctEntry: ({ entryId }) => ({ deed: 'correctEntry', entryId: wholeOf(entryId) }),
  explainBreak: ({ breakId }) => ({ deed: 'explainBreak', breakId: wholeOf(breakId) }),
  releaseOutgoing: ({ batchId, firstRecord, lastRecord, word }) => ({
    deed: 'releaseOutgoing',
    batchId: wholeOf(batchId),
    firstRecord: wholeOf(firstRecord),
    lastRecord: wholeOf(lastRecord),
    word: oneOf(RAIL_WORDS, word),
  }),
  bookEvent: ({ event, bindings }) => {
    const code = textOf(event);
    assert(isEventCode(code), 'an event of the table was asked for');
    return { deed: 'bookEvent', event: code, bindings: bindingsOf(fieldsOf(bindings)) };
  },
  settlePositions: ({ currency, positions }) => ({
    deed: 'settlePositions',
    currency: textOf(currency),
    positions: textOf(positions),
  }),
  unwindCycle: ({ cycleId }) => ({ deed: 'unwindCycle', cycleId: wholeOf(cycleId) }),
  setBranchKey: ({ book, name, publicKey, state }) => ({
    deed: 'setBranchKey',
    book: textOf(book),
    name: textOf(name),
    publicKey: textOf(publicKey),
    state: oneOf(BRANCH_KEY_STATES, state),
  }),
  handOverBatch: ({ batchId, to }) => ({
    deed: 'handOverBatch',
    batchId: wholeOf(batchId),
    to: textOf(to),
  }),
  changeKey: ({ keyId }) => ({ deed: 'changeKey', keyId: textOf(keyId) }),
};

function bindingsOf(fields: Fields): Bindings {
  const dates = fieldsOf(fields.dates);
  return {
    accounts: namedOf(BOUND_ACCOUNTS, fields.accounts, wholeOf),
    amounts: namedOf(AMOUNT_NAMES, fields.amounts, moneyOf),
    holds: namedOf(HOLD_NAMES, fields.holds, wholeOf),
    originals: listOf(fields.originals).map(wholeOf),
    batch: wholeOf(fields.batch),
    payment: wholeOf(fields.payment),
    item: textOf(fields.item),
    items: eachOf(fields.items, textOf),
    ...(fields.parts === undefined ? {} : { parts: eachOf(fields.parts, partsOf) }),
    dates: {
      booking: textOf(dates.booking),
      value: textOf(dates.value),
      settlement: textOf(dates.settlement),
    },
    rail: textOf(fields.rail),
    owner: textOf(fields.owner),
  };
}

function moneyOf(value: unknown) {
  const { minor, currency } = fieldsOf(value);
  assert(typeof minor === 'bigint', 'an amount is of minor units');
  return { minor, currency: textOf(currency) };
}

function partsOf(value: unknown): readonly ItemPart[] {
  return listOf(value).map((each) => {
    const { reference, amount } = fieldsOf(each);
    assert(typeof amount === 'bigint', 'a part is of minor units');
    return { reference: textOf(reference), amount };
  });
}

function eachOf<V>(value: unknown, read: (each: unknown) => V): { readonly [name: string]: V } {
  const pairs = Object.entries(fieldsOf(value)).map(([name, each]) => [name, read(each)] as const);
  return Object.fromEntries(pairs);
}

/** The fields of these names that are there, each read. */
function namedOf<Name extends string, V>(
  names: readonly Name[],
  value: unknown,
  read: (each: unknown) => V,
): { readonly [N in Name]?: V } {
  const found: { [N in Name]?: V } = {};
  for (const [name, each] of Object.entries(fieldsOf(value))) {
    found[oneOf(names, name)] = read(each);
  }
  return found;
}

function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name {
  return known(
    names.find((each) => each === value),
    'it is one of these names',
  );
}

function fieldsOf(value: unknown): Fields {
  assert(typeof value === 'object' && value !== null, 'it has fields');
  return Object.fromEntries(Object.entries(value));
}

function listOf(value: unknown): readonly unknown[] {
  assert(Array.isArray(value), 'it is a list');
  return value;
}

function textOf(value: unknown): string {
  assert(typeof value === 'string', 'it is a text');
  return value;
}

function wholeOf(value: unknown): number {
  assert(typeof value === 'number' && Number.isSafeInteger(value), 'it is a whole number');
  return value;
}
