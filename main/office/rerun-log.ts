// A rerun: the payments that were judged from some epoch on are judged again, once as they were and
// once under today's policy or another, so that the effect of a limit is seen on real payments
// before it is set. It reads the book and the kept files, and writes nothing.
import type { Item } from '../../preload/contract/contract.ts';
import { known } from '../domain/assert.ts';
import type { Decision } from '../domain/decision.ts';
import { type Policy, withPolicy } from '../domain/policy.ts';
import type { Refusal } from '../domain/result.ts';
import {
  batchesAfter,
  deedOfEpoch,
  epochSince,
  epochsFrom,
  policiesUpTo,
  stateUpTo,
} from '../ledger/epoch-log.ts';
import { policyOf } from '../operations/desk.ts';
import { directoryColumns } from '../pipeline/account-directory.ts';
import type { DecisionColumns } from '../pipeline/decision-columns.ts';
import type { PaymentColumns } from '../pipeline/payment-columns.ts';
import { type EpochOutputs, rerun } from '../stream/run-epoch.ts';
import { progressOf } from '../stream/state-image.ts';
import { decisionsOf } from './engine-commits.ts';
import { lastPolicyOf } from './engine-room.ts';
import { type LogAgain, logAgain } from './log-again.ts';
import type { Office } from './office.ts';
import { hasOriginal } from './originals.ts';
import { PAYMENT_SHAPE } from './payment-shape.ts';
import { isRedrive } from './redriven.ts';
import { RerunTally } from './rerun-tally.ts';
import { TaskThreads } from './task-threads.ts';
import type { PolicyValues } from './task-worker-protocol.ts';

/** What a rerun needs of the office. */
type Rerunning = Pick<Office, 'folder' | 'desk' | 'files'>;

type RerunItem = Item<'rerun'>;
type RefusedRerun = Extract<RerunItem, { readonly kind: 'refused' }>;

export type RerunInput = {
  /** The first epoch that is run again: its number, from 1, or an instant that it was not before. */
  readonly since: { readonly epoch: number } | { readonly at: number };
  /** Policy values to be tried; those in force now stand for the rest. */
  readonly policies: readonly { readonly name: string; readonly value: string }[];
};

/** The same with the number of the epoch. */
type Numbered = { readonly fromEpoch: number } & Pick<RerunInput, 'policies'>;

const running = new WeakSet<Rerunning>();

/**
 * Progress, then what the payments `since` an epoch or an instant were judged and what they would
 * be judged, or why that cannot be told: `rerun_under_way`, `epoch_unknown`, `policy_unknown`,
 * `policy_value_invalid`, `original_unknown` (a kept file was erased). Both runs know the accounts
 * as they are now, so that what differs is the policy's doing. Ends early once `signal` aborts.
 */
export async function* rerunLog(
  office: Rerunning,
  input: RerunInput,
  signal: AbortSignal,
): AsyncGenerator<RerunItem> {
  if (running.has(office)) {
    yield { kind: 'refused', code: 'rerun_under_way' };
    return;
  }
  running.add(office);
  try {
    const { since, policies } = input;
    const { db } = office.desk.book;
    const fromEpoch = 'epoch' in since ? since.epoch : epochSince(db, since.at);
    const refused = await whyNot(office, { fromEpoch, policies });
    if (refused !== null) yield refused;
    else yield* judgeTwice(office, { fromEpoch, policies }, signal);
  } finally {
    running.delete(office);
  }
}

async function whyNot(
  { desk, folder }: Rerunning,
  { fromEpoch, policies }: Numbered,
): Promise<RefusedRerun | null> {
  const { db } = desk.book;
  const refused = (code: RefusedRerun['code']): RefusedRerun => ({ kind: 'refused', code });
  if (epochsFrom(db, fromEpoch).epochs === 0) return refused('epoch_unknown');
  let policy: Policy = policyOf(desk);
  for (const { name, value } of policies) {
    const changed = withPolicy(policy, name, value);
    if (!changed.ok) return refused((changed.refusal satisfies Refusal).code);
    policy = changed.value;
  }
  for (const id of batchesAfter(db, deedOfEpoch(db, fromEpoch - 1))) {
    const batch = known(desk.book.batches.byId(id), 'an epoch is of a batch');
    const hash = Buffer.from(batch.original).toString('hex');
    if (!(await hasOriginal(folder, hash))) return refused('original_unknown');
  }
  return null;
}

type Epoch = EpochOutputs<PaymentColumns, DecisionColumns>;

/** What one run over the log is given. */
type Run = {
  readonly office: Rerunning;
  readonly log: LogAgain;
  readonly after: number;
  readonly last: number;
  /** The policy at the beginning, and under an activation that is met; null where it stays. */
  readonly policies: PolicyValues;
  readonly activated: ((activation: number) => PolicyValues) | null;
};

async function* judgeTwice(
  office: Rerunning,
  { fromEpoch, policies }: Numbered,
  signal: AbortSignal,
): AsyncGenerator<RerunItem> {
  const { book } = office.desk;
  const { db } = book;
  const { epochs, records } = epochsFrom(db, fromEpoch);
  const after = deedOfEpoch(db, fromEpoch - 1);
  const last = deedOfEpoch(db, fromEpoch - 1 + epochs);
  const asTheyWere = (activation: number): PolicyValues => [
    ...policiesUpTo(db, lastPolicyOf(activation)),
  ];
  const tally = new RerunTally(records);
  const before = progressOf(stateUpTo(db, after));
  const tried = policies.map(({ name, value }) => [name, value] as const);
  const runs = [
    { policies: asTheyWere(before.activation), activated: asTheyWere },
    { policies: [...book.policies.inForce(), ...tried], activated: null },
  ];
  let done = 0;
  for (const [which, run] of runs.entries()) {
    const log = logAgain(office.desk, office.folder, office.files);
    try {
      for await (const epoch of epochsOf({ office, log, after, last, ...run })) {
        if (signal.aborted) return;
        done += 1;
        yield { kind: 'progress', epochs: done, of: 2 * epochs };
        // What was driven again was counted where it was set aside; here it only moves the state.
        if (isRedrive(epoch.source)) continue;
        const decision = decisionsOf(epoch.outputs, epoch.quarantined);
        for (let row = 0; row < epoch.batch.length; row += 1) {
          take(tally, which, epoch, row, decision(row));
        }
      }
    } finally {
      log.close();
    }
  }
  yield { kind: 'rerun', rerun: { epochs, records, ...tally.result() } };
}

function take(tally: RerunTally, which: number, epoch: Epoch, row: number, decision: Decision) {
  const payment = Number(known(epoch.batch.i64('payment')[row], 'the row lies in the batch'));
  const minor = known(epoch.batch.i64('amount')[row], 'the row lies in the batch');
  const currency = known(epoch.batch.text('currency', row), 'a transfer has its currency');
  if (which === 0) tally.was(payment, { minor, currency }, decision);
  else tally.wouldBe(payment, { minor, currency }, decision);
}

/** Runs the log on a thread of its own. */
async function* epochsOf({ office, log, after, last, ...run }: Run): AsyncGenerator<Epoch> {
  const { book } = office.desk;
  const images = stateUpTo(book.db, after);
  const directory = directoryColumns(book.accounts.all());
  const around = { directory, live: !book.demo };
  const threads = new TaskThreads({ ...around, policies: run.policies, images }, 1);
  try {
    yield* rerun(
      PAYMENT_SHAPE,
      (work) => threads.run(work, log.informationsOf(work.batch)),
      progressOf(images),
      log.read(after, last),
      (activation) => {
        if (run.activated === null) return;
        threads.load({ ...around, policies: run.activated(activation) });
      },
    );
  } finally {
    await threads.stop();
  }
}
