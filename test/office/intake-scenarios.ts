// One way to every refusal of the engine's intake and quarantine.
import { paymentId } from '../../main/ledger/payment-ids.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { ADLER, supplierIban } from './demo-bank.ts';
import type { RefusalWorld } from './refusal-world.ts';
import { submitFile } from './running-office.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;

const UNKNOWN = 987_654;

export const INTAKE_CALLS = {
  redrivePayments: {
    batch_not_judged: driveUnjudged,
    payment_unknown: ({ client, id }) =>
      client.redrivePayments({ submissionId: id(), paymentIds: [UNKNOWN] }),
    payment_status_does_not_allow: async ({ client, id, batches }) => {
      const paymentIds = [paymentId(batches.closed, 0)];
      return client.redrivePayments({ submissionId: id(), paymentIds });
    },
    quarantine_empty: ({ client, id }) =>
      client.redrivePayments({ submissionId: id(), paymentIds: null }),
  },
  steerIntake: {
    intake_stands_so: steer('running', ''),
    remark_required: steer('paused', ' '),
  },
} as const satisfies { readonly [name: string]: { readonly [code: string]: Scenario } };

/** Asks for a payment of a file that waits for the intake to go on. */
async function driveUnjudged(world: RefusalWorld): Promise<Reply<unknown>> {
  const { client, id, on, write } = world;
  await steer('paused', 'nothing is judged meanwhile')(world);
  try {
    const items = [{ to: supplierIban(1), amount: '0.03' }];
    const file = smallPain001({ messageId: 'WAITS', debtor: ADLER, items });
    const submitted = await submitFile(on, write('waits.xml', file));
    if (!submitted.ok) return submitted;
    const paymentIds = [paymentId(submitted.value.batchId, 0)];
    return await client.redrivePayments({ submissionId: id(), paymentIds });
  } finally {
    await steer('running', '')(world);
  }
}

function steer(order: 'running' | 'paused', reason: string): Scenario {
  return ({ client, id }) => client.steerIntake({ submissionId: id(), order, reason });
}
