// Goal: in a book with people nobody who keeps the ledger moves a customer's money alone, by whatever
// event: it waits for another person, is booked once by their word, and moves nothing before. Method:
// the demo bank's desk with people; a payment by hand that nobody reviewed, its every step told alone
// and then signed; and an event of the bank's own money, for which one person is enough.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldBy } from '../../main/operations/book-event.ts';
import { bookToldEvent, previewToldEvent } from '../../main/operations/book-told-event.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import type { ToldEvent } from '../../main/operations/told-event.ts';
import { by, type Name, withPeople } from './five-people.ts';
import { demoBank, money, stands, usable } from './ledger-events.ts';
import { assertSound, changesOnlyItsRecord, done, refused, type TestDesk } from './test-desk.ts';

const NOTHING = { holds: [], originals: [], item: '', valueDate: null, settlementDate: null };

const RESERVED: ToldEvent = {
  ...NOTHING,
  event: 'F1.reserved',
  amounts: [{ name: 'principal', amount: money('240.00') }],
  accounts: [
    { role: 'payer', account: '2003' },
    { role: 'payee', account: '2001' },
  ],
};

function executed(fundsHeldBy: number): ToldEvent {
  const holds = [{ name: 'funds', entryId: fundsHeldBy }] as const;
  return { ...NOTHING, event: 'F1.executed', amounts: [], accounts: [], holds };
}

function lastEntry(on: TestDesk): number {
  const last = on.book().db.prepare<[], bigint>('SELECT max(id) FROM entries').pluck();
  return Number(last.get());
}

function tell(on: TestDesk, name: Name, told: ToldEvent, reference = 'by hand') {
  const input = { submissionId: on.newId(), ...told, reference };
  return by(on, name, () => bookToldEvent(on.desk(), input, on.context()));
}

function ask(on: TestDesk, name: Name, told: ToldEvent): number {
  const { bindings, isSigned } = done(previewToldEvent(on.desk(), told, on.now));
  assert.equal(isSigned, true, told.event);
  const asked = { deed: 'bookEvent', event: told.event, bindings } as const;
  const input = { submissionId: on.newId(), asked, remark: 'by hand' };
  return done(by(on, name, () => askForDeed(on.desk(), input, on.context()))).request;
}

function sign(on: TestDesk, name: Name, requestId: number) {
  const request = on.book().requests.byId(requestId);
  assert.ok(request !== null);
  const shown = shownRequest(on.desk(), request).hash.toString('hex');
  const of = { requestId, decision: 'approved', shown, remark: 'seen' } as const;
  const input = { submissionId: on.newId(), ...of };
  return by(on, name, () => decideRequest(on.desk(), input, on.context()));
}

/** Told alone it is refused and leaves nothing; told to another it is booked with their word. */
function byTwo(on: TestDesk, told: ToldEvent): void {
  const alone = refused(changesOnlyItsRecord(on, () => tell(on, 'carla', told)));
  assert.deepEqual([alone.code, alone.rule], ['second_person_required', 'event_is_booked']);
  const request = ask(on, 'carla', told);
  assert.equal(refused(sign(on, 'carla', request)).code, 'second_person_must_differ');
  assert.equal(done(sign(on, 'dan', request)).state, 'done');
  assert.equal(refused(sign(on, 'dan', request)).code, 'request_decided');
}

test('a payment by hand waits at each step for another person', (t) => {
  const on = demoBank(t);
  withPeople(on);
  assert.equal(refused(tell(on, 'carla', RESERVED, ' ')).code, 'reference_required');
  byTwo(on, RESERVED);
  assert.deepEqual([stands(on, '2003'), usable(on, '2003')], ['9,640.50', '9,400.50']);
  byTwo(on, executed(lastEntry(on)));
  assert.equal(stands(on, '2003'), '9,400.50');
  assertSound(on);
});

test('what is the bank’s own is booked by one', (t) => {
  const on = demoBank(t);
  withPeople(on);
  const charge: ToldEvent = {
    ...NOTHING,
    event: 'H3.debit',
    amounts: [{ name: 'principal', amount: money('312.40') }],
    accounts: [{ role: 'ownAccount', account: '1010' }],
  };
  assert.equal(done(previewToldEvent(on.desk(), charge, on.now)).isSigned, false);
  assert.equal(heldBy(done(tell(on, 'carla', charge, '')), 'funds'), 0);
  assert.equal(stands(on, '2240'), '-312.40');
  assertSound(on);
});
