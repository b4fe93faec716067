// Five flows of deeds that together are a day of the ledger, for harnesses that break the machine
// under them. Each step is one deed under a submission id of its own, so that a flow that was cut
// short is finished by running it again.

import { paymentId } from '../../main/ledger/payment-ids.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import {
  acknowledge,
  cancel,
  close,
  decide,
  dispatch,
  inward,
  refuseItem,
  settle,
  unwind,
} from '../operations/deeds.ts';
import { epochOf, type FileTable, submission } from '../operations/epochs.ts';
import { accountRow, done, open, refused, type TestDesk } from '../operations/test-desk.ts';

type Step = (on: TestDesk) => void;

const line = { amount: '10.00' };

/** One batch with a batch booking, a payment in review, one on us and one without funds. */
const FILE: FileTable = {
  messageId: 'FLOW-1',
  blocks: [
    { from: 'payer', payments: [line, { ...line, to: 'payee' }, line, { amount: '9,000.00' }] },
    { from: 'other', batchBooking: true, payments: [line, line, { ...line, outcome: 'review' }] },
    { from: 'payer', payments: [line, { ...line, outcome: 'review' }, line] },
  ],
};
const RECORDS = 10;

function judge(from: number): Step {
  return (on) => {
    done(commitEpoch(on.desk(), epochOf(on, 1, FILE, from, from + RECORDS / 2), on.context()));
  };
}

function policy(name: string, value: string): Step {
  return (on) => {
    done(setPolicy(on.desk(), { submissionId: on.newId(), name, value }, on.context()));
  };
}

/** In the order of a day: a flow needs those before it. */
export const FLOWS = {
  opening: [policy('duplicateWindowDays', '30')],
  accounts: [
    (on) => open(on, [accountRow('payer', '1,000.00'), accountRow('payee', '10.00')]),
    (on) => open(on, [accountRow('other', '500.00', { accountLimit: 10_000n })]),
    (on) => open(on, [accountRow('1010', '5,000.00', { kind: 'settlement' })]),
  ],
  batch: [
    (on) => done(submitBatch(on.desk(), submission(on, FILE), on.context())),
    judge(0),
    judge(RECORDS / 2),
    (on) => done(decide(on, paymentId(1, 6), 'decline')),
    (on) => done(decide(on, paymentId(1, 8), 'approve')),
    (on) => done(cancel(on, paymentId(1, 9))),
  ],
  settlement: [
    (on) => dispatch(on, 1),
    (on) => acknowledge(on, 1),
    (on) => done(refuseItem(on, paymentId(1, 2))),
    (on) => close(on, 1, '30.00'),
    (on) => done(unwind(on, 1)),
    (on) => close(on, 2, '30.00'),
    (on) => settle(on, 2, '-20.00'),
    (on) => inward(on, 2, 'payee', '20.00'),
    (on) => inward(on, 2, null, '5.00'),
  ],
  correction: [
    policy('fileItemFee:EUR', '7'),
    (on) => {
      const input = { submissionId: on.newId(), entryId: 2, remark: 'opened by mistake' };
      done(correctEntry(on.desk(), input, on.context()));
    },
    (on) => refused(cancel(on, paymentId(1, 0))),
  ],
} as const satisfies { readonly [flow: string]: readonly Step[] };

export type Flow = keyof typeof FLOWS;

export const FLOW_NAMES = Object.keys(FLOWS).filter((name): name is Flow => name in FLOWS);

/**
 * Does the deeds of `flow`, each under its own id whatever was done before, and tells `told` how
 * long the chain is as soon as the deed is answered. `between` runs after every step.
 */
export function runFlow(
  on: TestDesk,
  flow: Flow,
  told: (sequence: number) => void,
  between: () => void = () => undefined,
): void {
  for (const [at, step] of FLOWS[flow].entries()) {
    const submissionId = `${flow}-${at}`;
    let asked = 0;
    const newId = (): string => {
      asked += 1;
      return asked === 1 ? submissionId : `${submissionId}.${asked}`;
    };
    const context = (): ReturnType<TestDesk['context']> => {
      const made = on.context();
      return { ...made, ids: { ...made.ids, next: newId } };
    };
    step({ ...on, newId, context });
    told(on.book().chainHead().sequence);
    between();
  }
}
