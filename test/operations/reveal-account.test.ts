// Goal: an account is asked for once per submission id, by those who may, of a payment that is there;
// what the trail keeps is who, which and why; told again it is under another id, with another link.
// Method: the deed done, done again, by another person, with other input and without the right; what it
// wrote is compared whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { type RevealAccountInput, revealAccount } from '../../main/operations/reveal-account.ts';
import { take } from './epochs.ts';
import { as } from './persons.ts';
import { accountRow, changesOnlyItsRecord, done, open, refused, testDesk } from './test-desk.ts';

const FILE = {
  messageId: 'SHOWN',
  blocks: [{ from: 'payer', payments: [{ amount: '10.00' }] }],
} as const;

test('an account is asked for once, and the trail keeps who, which and why', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('payer', '100.00')]);
  take(on, FILE);
  const asked = { paymentId: paymentId(1, 0), party: 'debtor', reason: 'customer_asks' } as const;
  const reveal = (input: Omit<RevealAccountInput, 'submissionId'>, submissionId = on.newId()) =>
    revealAccount(on.desk(), { submissionId, ...input }, on.context());
  const id = on.newId();
  assert.deepEqual(done(reveal(asked, id)), asked);
  const links = on.book().chainHead().sequence;
  const again = refused(reveal(asked, id));
  assert.deepEqual(again, { code: 'given_before', submissionId: id }, 'the same again');
  const elses = as(on, 'otto', ['auditor'], () => refused(reveal(asked, id)));
  assert.deepEqual(elses, { code: 'submission_id_reused', submissionId: id }, 'by another person');
  assert.equal(on.book().chainHead().sequence, links, 'neither is told, nor in the trail');
  const other = { ...asked, party: 'creditor' } as const;
  assert.equal(refused(reveal(other, id)).code, 'submission_id_reused');
  const unknown = { ...asked, paymentId: 987_654 };
  assert.equal(changesOnlyItsRecord(on, () => refused(reveal(unknown))).code, 'payment_unknown');
  on.actor = { ...localActor('sue'), roles: ['submitter'] };
  assert.equal(changesOnlyItsRecord(on, () => refused(reveal(asked))).code, 'not_permitted');
  const sql = "SELECT answer FROM deeds WHERE deed = 'revealAccount' AND outcome = 'done'";
  assert.deepEqual(on.book().db.prepare(sql).pluck().all(), [JSON.stringify(asked)]);
});
