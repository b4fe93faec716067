// Several persons at one desk: who sits down, sets limits, edits, signs and sends back.
import { known } from '../../main/domain/assert.ts';
import { actorId } from '../../main/domain/people.ts';
import { ROLES, type Role } from '../../main/domain/permissions.ts';
import { amendPayment } from '../../main/operations/amend-payment.ts';
import { approve, rejectApproval, waitingApproval } from '../../main/operations/approve.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { done, type TestDesk } from './test-desk.ts';

/** The same desk with another person at it. */
export function as<T>(on: TestDesk, id: string, roles: readonly Role[], work: () => T): T {
  const { actor } = on;
  on.actor = { id, name: id, roles };
  try {
    return work();
  } finally {
    on.actor = actor;
  }
}

/** The hash of what is shown of a payment now. */
export function shownOf(on: TestDesk, payment: number): string {
  return done(waitingApproval(on.desk(), payment, on.now)).now.hash.toString('hex');
}

export function sign(on: TestDesk, payment: number, shown = shownOf(on, payment)) {
  const input = { submissionId: on.newId(), paymentId: payment, shown, remark: '' };
  return approve(on.desk(), input, on.context());
}

export function sendBack(on: TestDesk, payment: number, remark = 'not agreed') {
  const shown = shownOf(on, payment);
  const said = { submissionId: on.newId(), paymentId: payment, shown, remark };
  return rejectApproval(on.desk(), { ...said, reasonCode: 'NARR' }, on.context());
}

/** Edits the remittance and answers the version that makes. */
export function amend(on: TestDesk, payment: number, remittance: string): number {
  const input = { submissionId: on.newId(), paymentId: payment, remittance };
  return done(amendPayment(on.desk(), input, on.context())).version;
}

/** Sets one value of the policy; where the book has people its first two, who administrate it, do. */
export function policy(on: TestDesk, name: string, value: string): void {
  if (on.book().people.exist()) {
    signedByTwo(on, { deed: 'setPolicy', name, value });
    return;
  }
  done(setPolicy(on.desk(), { submissionId: on.newId(), name, value }, on.context()));
}

/** Asked for by the book's first person and signed by the second. */
export function signedByTwo(on: TestDesk, asked: AskedDeed): void {
  const asking = { submissionId: on.newId(), asked, remark: '' };
  const ask = () => askForDeed(on.desk(), asking, on.context());
  const { request: requestId } = done(as(on, actorId(1), ROLES, ask));
  const request = known(on.book().requests.byId(requestId), 'it was asked for');
  const shown = shownRequest(on.desk(), request).hash.toString('hex');
  const said = {
    submissionId: on.newId(),
    requestId,
    decision: 'approved',
    shown,
    remark: '',
  } as const;
  done(as(on, actorId(2), ROLES, () => decideRequest(on.desk(), said, on.context())));
}
