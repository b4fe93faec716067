// A thread that runs the payments' topology for its share of the partitions. It knows accounts and
// policy, never balances; what it remembers is rebuilt from the book's state images.
import { parentPort, workerData } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import type { PaymentInformation } from '../domain/payment.ts';
import { policyFrom } from '../domain/policy.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import { AccountDirectory } from '../pipeline/account-directory.ts';
import { inspectAccount } from '../pipeline/inspect-account.ts';
import { PARTITIONS, paymentTopology } from '../pipeline/payment-topology.ts';
import { runTask } from '../stream/task.ts';
import { openTaskOf } from '../stream/tasks.ts';
import { workInBackground } from './background.ts';
import type { TaskAnswer, TaskRequest, TaskStart } from './task-worker-protocol.ts';

const port = known(parentPort, 'this file runs as a worker thread');
const start: TaskStart = workerData;
// A single payment waits for its epoch here: far in the background it would wait for everybody.
workInBackground('when_scarce');

const accounts = new AccountDirectory();
let policy = policyFrom(new Map(start.policies));
let { live } = start;
let informations: ReadonlyMap<number, PaymentInformation> = new Map();
accounts.load(start.directory);

const topology = paymentTopology({
  accounts,
  information: (ordinal) => known(informations.get(ordinal), 'the chunk names its blocks'),
  policy: () => policy,
  live: () => live,
  batchOf,
});
const sharing = { tasks: start.tasks, partitions: PARTITIONS };
const task = openTaskOf(topology, start.task, sharing, start.images);
// They are the state by now; what a thread was started with is kept as long as the thread.
workerData.images = [];

const measureState = known(
  task.states[topology.operators.findIndex(({ name }) => name === 'measure')],
  'the topology measures',
);

port.on('message', (request: TaskRequest) => {
  if (request.kind === 'tables') {
    accounts.load(request.directory);
    policy = policyFrom(new Map(request.policies));
    live = request.live;
    return;
  }
  try {
    if (request.kind === 'inspect') {
      const { id, account, currency, now } = request;
      const found = inspectAccount(measureState, account, currency, now);
      port.postMessage({ kind: 'inspected', id, account: found } satisfies TaskAnswer);
      return;
    }
    informations = new Map(request.informations.map((each) => [each.ordinal, each]));
    const answer: TaskAnswer = {
      kind: 'result',
      id: request.id,
      result: runTask(task, request.work, request.stage),
    };
    port.postMessage(answer);
  } catch (error) {
    const answer: TaskAnswer = { kind: 'failed', id: request.id, detail: String(error) };
    port.postMessage(answer);
  }
});
