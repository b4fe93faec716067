// Goal: no answer of the office says an account's number whole to somebody without `see_accounts`,
// save master data to those who maintain it. Method: a book with an IBAN and a domestic number in
// payments, accounts, master data, core's balances and words; every reading method is
// asked by every role that lacks the right, and the frames that leave are searched. What the person
// with every role is told proves that the numbers were there to be told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, holds, localActor, ROLES } from '../../../main/domain/permissions.ts';
import { officeHandlers } from '../../../main/office/handlers.ts';
import { openOffice } from '../../../main/office/office.ts';
import { serve } from '../../../main/office/serve.ts';
import { toldAccounts, WHOLE_TO_MAINTAINERS } from '../../../main/office/told-accounts.ts';
import { createClient } from '../../../preload/client.ts';
import { contract } from '../../../preload/contract/contract.ts';
import { THURSDAY_MORNING } from '../../operations/test-desk.ts';
import { channelPair } from '../channel-pair.ts';
import { LIVE, startOf } from '../running-office.ts';
import { ask, onThursday } from './asked-frames.ts';
import { MORE, NUMBERS, plantedBook } from './planted-accounts.ts';
import { READING, type ReadName } from './reading-cases.ts';

/** Of the barrier's questions: the others differ in order and filter, not in what they can tell. */
const ASKED_MAX = 3;

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
    contextFor: onThursday(office),
    engine: { ...office.engine, inspect: async () => null },
  };
  let asking = 0;
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
      for (const input of inputs) {
        asking += 1;
        await ask(client, name, input, `asked-${asking}`);
      }
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
