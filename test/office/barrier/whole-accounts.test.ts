// Goal: no answer of the office says an account's number whole to somebody without `see_accounts`,
// save master data to those who maintain it. Method: a book with an IBAN and a domestic number in
// payments, accounts, master data, core's balances and words; every reading method is
// asked by every role that lacks the right, and the frames that leave are searched. What the person
// with every role is told proves that the numbers were there to be told.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { totalsOf } from '../../../main/domain/core-list.ts';
import type { MasterKind } from '../../../main/domain/master/kinds.ts';
import { type Actor, holds, localActor, ROLES } from '../../../main/domain/permissions.ts';
import { officeHandlers } from '../../../main/office/handlers.ts';
import { openOffice } from '../../../main/office/office.ts';
import { serve } from '../../../main/office/serve.ts';
import { toldAccounts, WHOLE_TO_MAINTAINERS } from '../../../main/office/told-accounts.ts';
import { decideReview } from '../../../main/operations/decide-review.ts';
import { importCoreBalances } from '../../../main/operations/import-core-balances.ts';
import { proposeMasterChange } from '../../../main/operations/propose-master-change.ts';
import { createClient } from '../../../preload/client.ts';
import { type Client, contract, type Input } from '../../../preload/contract/contract.ts';
import type { Stream } from '../../../preload/contract/method.ts';
import { outsideParty, ownIban } from '../../fixtures/parties.ts';
import { tamper } from '../../ledger/rich-book.ts';
import { take } from '../../operations/epochs.ts';
import {
  accountRow,
  done,
  hashLike,
  open,
  type TestDesk,
  THURSDAY_MORNING,
  testDesk,
  testFolder,
} from '../../operations/test-desk.ts';
import { channelPair } from '../channel-pair.ts';
import { LIVE, startOf } from '../running-office.ts';
import { READING, type ReadName } from './reading-cases.ts';
import { SUBJECTS } from './twin-books.ts';

const OWN = ownIban(2001);
const OUTSIDE = outsideParty(2, 7).iban;
const HOME = '0077123456789';
const AWAY = '0088987654321';
const NUMBERS = [OWN, OUTSIDE, HOME, AWAY];

const day = '2026-11-26';
const HELD = { amount: '20.00', outcome: 'review', reasonCode: 'AM14' } as const;

/** The folder of a book in which every kind of place holds a number. */
function plantedBook(t: TestContext): string {
  const on = testDesk(t, 3);
  open(on, [
    accountRow(OWN, '1,000.00', { name: 'Adler' }),
    accountRow(HOME, '1,000.00', { name: 'Brandt' }),
    accountRow('1010', '5,000.00', { kind: 'settlement' }),
  ]);
  const reason = 'amount_above_review_limit';
  for (const messageId of ['ONE', 'TWO', 'THREE']) {
    const payments = [
      { amount: '30.00', to: OUTSIDE, remittance: `from ${OWN}` },
      { ...HELD, reason, to: AWAY },
      { ...HELD, reason, to: OUTSIDE },
      { amount: '10.00', to: AWAY },
    ];
    take(on, { messageId, blocks: [OWN, HOME].map((from) => ({ from, payments })) });
  }
  const decision = { paymentId: SUBJECTS.letGo, outcome: 'approve', reasonCode: '' } as const;
  const said = { submissionId: on.newId(), ...decision, remark: `see ${OUTSIDE}` };
  done(decideReview(on.desk(), said, on.context()));
  const stands = { currency: 'EUR', balance: 5n, status: 'open', place: 'line 2' } as const;
  const rows = [OWN, HOME].map((account) => ({ account, ...stands }));
  const list = { format: 'csv', day, moment: 'start', rows, totals: totalsOf(rows) } as const;
  const core = { submissionId: on.newId(), original: hashLike('core'), list };
  done(importCoreBalances(on.desk(), core, on.context()));
  plantMaster(on);
  on.close();
  const folder = testFolder(t);
  mkdirSync(folder, { recursive: true });
  copyFileSync(on.book().file, join(folder, 'book.db'));
  // The epochs of these books hold no state that an engine could go on from.
  tamper(join(folder, 'book.db'), 'DELETE FROM epochs;');
  return folder;
}

function plantMaster(on: TestDesk): void {
  const written: readonly (readonly [MasterKind, Readonly<Record<string, string>>])[] = [
    ['customer', { customer: 'C-1', form: 'person', name: 'Anna', status: 'active' }],
    ['account', { account: OWN, currency: 'EUR', customer: 'C-1' }],
    ['beneficiary', { beneficiary: 'B-1', customer: 'C-1', name: 'Otto', account: OUTSIDE }],
  ];
  for (const [kind, record] of written) {
    const change = { kind, written: record, ended: false, validFrom: day, reason: `by ${OWN}` };
    done(proposeMasterChange(on.desk(), { submissionId: on.newId(), ...change }, on.context()));
  }
}

/** Beside what the barrier asks: the questions that are about a number or a record with one. */
const MORE: { readonly [Name in ReadName]?: readonly Input<Name>[] } = {
  accountStatement: [OWN, HOME].map((account) => ({ account, currency: 'EUR', day, offset: 0 })),
  accountMeasures: [{ account: OWN, currency: 'EUR' }],
  findPayment: [{ text: OUTSIDE }],
  entryView: [1, 2, 3, 4, 5, 6, 7, 8].map((entryId) => ({ entryId })),
  masterPage: [
    { kind: 'account', offset: 0, limit: 10 },
    { kind: 'beneficiary', offset: 0, limit: 10 },
  ],
  masterRecord: [
    { kind: 'account', key: `${OWN} EUR` },
    { kind: 'beneficiary', key: 'B-1' },
  ],
  masterChange: [2, 3].map((changeId) => ({ changeId, offset: 0, limit: 10 })),
  masterProgress: [{ changeId: 2 }],
  searchMaster: [{ text: OWN.slice(0, 6), kind: 'account', limit: 10 }],
  exportMaster: (['account', 'beneficiary'] as const).map((kind) => ({ kind, format: 'csv' })),
};

/** Of the barrier's questions: the others differ in order and filter, not in what they can tell. */
const ASKED_MAX = 3;

/** Streams that never end: their first item is looked at. */
const ENDLESS = ['officeState', 'keepingProgress', 'sessionStanding', 'demoDay', 'masterProgress'];

async function ask(client: Client, name: ReadName, input: unknown): Promise<void> {
  // The cases pair each name with its own input.
  const answer = client[name](input as never);
  if (answer instanceof Promise) {
    await answer;
    return;
  }
  const stream: Stream<unknown> = answer;
  if (name === 'changed') stream.cancel();
  for await (const _ of stream) if (ENDLESS.includes(name)) break;
}

function without(...roles: Actor['roles']): Actor {
  return { id: roles[0] ?? 'nobody', name: 'Otto', roles };
}

const names = Object.keys(READING).filter((name): name is ReadName => Object.hasOwn(READING, name));

test('no answer says an account whole to somebody who may not see accounts', async (t) => {
  const opened = openOffice(startOf(plantedBook(t), LIVE), (error) => assert.fail(String(error)));
  assert.ok(opened.ok);
  const office = opened.value;
  t.after(() => office.stop());
  const world = {
    ...office,
    clock: () => THURSDAY_MORNING,
    engine: { ...office.engine, inspect: async () => null },
  };
  /** The methods whose answers to `actor` have a number in them. */
  async function wholeTo(actor: Actor): Promise<readonly string[]> {
    const found: string[] = [];
    for (const name of names) {
      const pair = channelPair();
      const place = office.sessions.placeOf({ actor, shell: 'cli' });
      serve(contract, officeHandlers(world, place), pair.office, {
        session: office.sessions.sessionAt(place),
        tell: (method, answer, session) => toldAccounts(method, answer, session.actor),
        log: ({ cause }) => assert.fail(String(cause)),
        newFaultId: () => 'none',
      });
      const client = createClient(contract, pair.asker);
      const usual: readonly unknown[] = READING[name].inputs;
      const inputs = [...usual.slice(0, ASKED_MAX), ...(MORE[name] ?? [])];
      for (const input of inputs) await ask(client, name, input);
      pair.office.close();
      const frames = pair.office.sent.join('\n');
      if (NUMBERS.some((number) => frames.includes(number))) found.push(name);
    }
    return found;
  }
  assert.deepEqual(await wholeTo(localActor('anna')), TELLING, 'the numbers are there to be told');
  const lacking = ROLES.filter((role) => !holds(without(role), 'see_accounts'));
  assert.deepEqual(lacking, ['reporting_officer', 'auditor', 'administrator']);
  const maintained: readonly string[] = WHOLE_TO_MAINTAINERS;
  for (const actor of [without(), ...lacking.map((role) => without(role))]) {
    const allowed = holds(actor, 'maintain')
      ? TELLING.filter((name) => maintained.includes(name))
      : [];
    assert.deepEqual(await wholeTo(actor), allowed, `told to ${actor.id}`);
  }
});

/** Every reading method that has a number to tell in this book. */
const TELLING: readonly string[] = [
  'queuePage',
  'paymentTrail',
  'findPayment',
  'reviewList',
  'entryView',
  'accountStatement',
  'coreJournal',
  'coreBalances',
  'balancesAt',
  'trailPage',
  'masterPage',
  'masterRecord',
  'searchMaster',
  'masterChange',
  'masterProgress',
  'exportMaster',
];
