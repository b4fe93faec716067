// The payments' topology where its operators do not run: its names, columns and stages, for the
// writer and for those who hand out the work. The operators run on the task threads.
import { Bug } from '../domain/assert.ts';
import { policyFrom } from '../domain/policy.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import { AccountDirectory } from '../pipeline/account-directory.ts';
import { paymentTopology } from '../pipeline/payment-topology.ts';

export const PAYMENT_SHAPE = paymentTopology({
  accounts: new AccountDirectory(),
  information: () => {
    throw new Bug('the operators run on the task threads');
  },
  policy: () => policyFrom(new Map()),
  live: () => true,
  batchOf,
});

/** As it is written beside each epoch. */
export const TOPOLOGY_NAME = `${PAYMENT_SHAPE.name}/${PAYMENT_SHAPE.version}`;
