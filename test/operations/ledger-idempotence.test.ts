// Goal: the deeds of the ledger too are done once per submission id, alone, in a group that shares
// one commit, and after a restart; and no deed of the permission table is left out of these tests.
// Method: each is asked twice with the same input, once with another and once by somebody else; dumps
// are compared.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Actor, DEEDS, localActor, ROLES } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { changeAccount } from '../../main/operations/change-account.ts';
import { closeDay } from '../../main/operations/close-day.ts';
import { explainBreak } from '../../main/operations/explain-break.ts';
import { importCoreBalances } from '../../main/operations/import-core-balances.ts';
import { steerIntake } from '../../main/operations/steer-intake.ts';
import { demoBank, idOf, tell } from './ledger-events.ts';
import { as } from './persons.ts';
import {
  assertSound,
  changesOnlyItsRecord,
  done,
  dump,
  hashLike,
  refused,
  type TestDesk,
} from './test-desk.ts';

type Call = (submissionId: string) => Result<unknown>;

/** Each deed with its input and another one, in an order in which all of them can be done. */
function history(on: TestDesk): readonly (readonly [string, Call, Call])[] {
  const transfer =
    (principal: string): Call =>
    (submissionId) => {
      const accounts = { payer: '2008', payee: '2001' };
      return tell(on, 'F1.reserved', {
        accounts,
        amounts: { principal },
        payment: 1,
        submissionId,
      });
    };
  const explain =
    (reason: string): Call =>
    (submissionId) => {
      const input = { submissionId, breakId: 1, reason, second: localActor('ben') };
      return explainBreak(on.desk(), input, on.context());
    };
  const block =
    (account: string): Call =>
    (submissionId) => {
      const input = { submissionId, account, currency: 'EUR', status: 'debit_blocked' } as const;
      return changeAccount(on.desk(), input, on.context());
    };
  const close =
    (rate: string): Call =>
    (submissionId) => {
      const rates = [{ currency: 'USD', rate }];
      return closeDay(
        on.desk(),
        { submissionId, day: '2026-11-26', rates, carried: [], remark: '' },
        on.context(),
      );
    };
  const steer =
    (order: 'paused' | 'draining'): Call =>
    (submissionId) =>
      steerIntake(on.desk(), { submissionId, order, reason: 'the rail is away' }, on.context());
  const core =
    (file: string): Call =>
    (submissionId) => {
      const row = { account: '2006', currency: 'EUR', balance: 1n, status: null, place: 'line 2' };
      const totals = [{ currency: 'EUR', accounts: 1, sum: 1n }];
      const about = { format: 'csv', day: '2026-11-26', moment: 'start' } as const;
      const list = { ...about, rows: [row], totals };
      return importCoreBalances(
        on.desk(),
        { submissionId, original: hashLike(file), list },
        on.context(),
      );
    };
  return [
    ['bookEvent', transfer('150,000.00'), transfer('150,000.01')],
    ['explainBreak', explain('charge'), explain('timing')],
    ['changeAccount', block('2006'), block('2005')],
    ['importCoreBalances', core('a'), core('b')],
    ['closeDay', close('1.0825'), close('1.0826')],
    ['steerIntake', steer('paused'), steer('draining')],
  ];
}

function withBreak(on: TestDesk): TestDesk {
  const call = { deed: 'bookEvent', submissionId: on.newId(), input: ['break'] } as const;
  done(
    on.book().perform<{ breakId: number }, never>(call, on.context(), (w) => {
      const about = { cycle: 0, account: idOf(on, '1010'), owner: 'reconciler' };
      const found = { kind: 'charge', ...about, openedOn: '2026-11-26', currency: 'EUR' };
      const breakId = on.book().breaks.add(w, { ...found, expected: 0n, advised: -5n });
      return { ok: true, value: { breakId } };
    }),
  );
  return on;
}

test('the same again is answered alike, another input or person under its id is refused', (t) => {
  const on = withBreak(demoBank(t));
  for (const [deed, call, other] of history(on)) {
    const submissionId = on.newId();
    const first = call(submissionId);
    assert.ok(first.ok, `${deed}: ${JSON.stringify(first)}`);
    const before = dump(on.book());
    assert.deepEqual(call(submissionId), first, deed);
    assert.equal(refused(other(submissionId)).code, 'submission_id_reused', deed);
    const elses = as(on, 'otto', ROLES, () => refused(call(submissionId)).code);
    assert.equal(elses, 'submission_id_reused', `${deed} by another person`);
    on.reopen();
    assert.deepEqual(call(submissionId), first, `${deed} after a restart`);
    assert.deepEqual(dump(on.book()), before, deed);
    assertSound(on, deed);
  }
});

test('one that was refused stays refused when its cause is gone', (t) => {
  const on = withBreak(demoBank(t));
  const [, , , , close] = history(on);
  assert.ok(close !== undefined);
  const submissionId = on.newId();
  const first = changesOnlyItsRecord(on, () => refused(close[1](submissionId)));
  assert.equal(first.code, 'day_has_blockers');
  const reason = { submissionId: on.newId(), breakId: 1, reason: 'x', second: localActor('ben') };
  done(explainBreak(on.desk(), reason, on.context()));
  assert.deepEqual(refused(close[1](submissionId)), first);
  done(close[1](on.newId()));
});

test('asked twice within one commit, a deed is done once', (t) => {
  const on = withBreak(demoBank(t));
  for (const [deed, call, other] of history(on)) {
    const submissionId = on.newId();
    const asked = [call, call, other].map((each) => () => each(submissionId));
    const [first, second, third] = on.book().together(asked);
    assert.ok(first?.done && second?.done && third?.done, deed);
    assert.ok(first.value.ok, deed);
    assert.deepEqual(second.value, first.value, deed);
    assert.equal(refused(third.value).code, 'submission_id_reused', deed);
  }
  assertSound(on);
});

test('each asks for its permission first', (t) => {
  const on = withBreak(demoBank(t));
  const auditor: Actor = { id: 'otto', name: 'Otto', roles: ['auditor'] };
  // The first of them opens the rail's clearing account.
  for (const [, call] of history(on).slice(0, 1)) done(call(on.newId()));
  for (const [deed, call] of history(on)) {
    on.actor = auditor;
    const refusal = changesOnlyItsRecord(on, () => refused(call(on.newId())));
    assert.deepEqual([refusal.code, refusal.deed], ['not_permitted', deed]);
  }
});

/**
 * Not asked twice here: an epoch is its own key and is committed twice in commit-epoch.test.ts, as
 * what is driven again is in redrive.test.ts; a start or a draft leaves no link; the keepers' deeds
 * and those of master data take the same way and of people through `perform`; signing is asked
 * twice in four-eyes.test.ts, and what is carried by file in carried-words.test.ts, where keys are
 * enrolled the way people are; a reminder of a payment is in remind-payment.test.ts; the ways of opening a book are in key-desk.test.ts, what goes
 * between branches in hand-over.test.ts, and what two others let happen in override.test.ts.
 */
const OTHERWISE: readonly string[] = [
  'commitEpoch',
  'commitRedrive',
  'redrivePayments',
  'startDemo',
  'chooseRole',
  'settlePositions',
  'draftBatch',
  'releaseWarehoused',
  'backUp',
  'drillBackup',
  'erasePersonalData',
  'placeRetentionHold',
  'liftRetentionHold',
  'recordRestore',
  'releaseOutgoing',
  'proposeMasterChange',
  'decideMasterChange',
  'importMaster',
  'stageMaster',
  'approve',
  'rejectApproval',
  'amendPayment',
  'exportTrail',
  'exportFile',
  'setUpPeople',
  'bringDemoPeople',
  'addPerson',
  'askGrant',
  'decideGrant',
  'askForDeed',
  'decideRequest',
  'overrideWait',
  'acknowledgeOverride',
  'endGrant',
  'markAbsent',
  'endAbsence',
  'endPerson',
  'exportAccessReview',
  'signIn',
  'unlock',
  'stepUp',
  'lockSession',
  'signOut',
  'changeCredential',
  'joinAuthenticator',
  'leaveAuthenticator',
  'refuseCall',
  'withholdAnswer',
  'addKeySlot',
  'replaceKeySlot',
  'removeKeySlot',
  'showRecoveryKey',
  'changeKey',
  'enrolSigningKey',
  'decideSigningKey',
  'revokeSigningKey',
  'exportApproval',
  'importApproval',
  'setBranchKey',
  'handOverBatch',
  'answerHandOver',
  'closeHandOver',
  'remindPayment',
];

test('a new deed is asked twice, or said why not', () => {
  const texts = FILES.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
  const said = texts.join('\n');
  const left = Object.keys(DEEDS).filter((deed) => {
    return !OTHERWISE.includes(deed) && !said.includes(deed);
  });
  assert.deepEqual(left, []);
});

/** Where deeds are asked twice. */
const FILES = [
  'idempotence.test.ts',
  'ledger-idempotence.test.ts',
  'reveal-account.test.ts',
  'remind-payment.test.ts',
];
