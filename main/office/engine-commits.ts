// What one epoch of the engine comes to in the book: one transaction of the writer, for records of a
// file as for payments that are driven again.
import { assert, known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import type { Decision, EpochOutput, PaymentInformationInEpoch } from '../domain/decision.ts';
import { recordOf } from '../ledger/payment-ids.ts';
import { commitEpoch } from '../operations/commit-epoch.ts';
import { commitRedrive } from '../operations/commit-redrive.ts';
import type { Desk } from '../operations/desk.ts';
import {
  type DecisionColumns,
  type DecisionsView,
  readDecision,
} from '../pipeline/decision-columns.ts';
import { type PaymentColumns, readTransfer } from '../pipeline/payment-columns.ts';
import type { EpochCommit } from '../stream/epoch-commit.ts';
import type { Quarantined } from '../stream/quarantine.ts';
import { TOPOLOGY_NAME } from './payment-shape.ts';
import { batchOfRedrive, isRedrive } from './redriven.ts';
import type { Writer } from './writer.ts';

/** The payment informations that each chunk on its way refers to. */
export type Informations = WeakMap<ArrayBufferLike, readonly PaymentInformationInEpoch[]>;

/** Where epochs are committed. */
export type EpochBook = {
  readonly desk: Desk;
  readonly writer: Writer;
  /** The context of the next epoch: who owns the book, and the time it begins. */
  readonly context: () => Context;
};

/** Whose payments an epoch moved: the batch, its first record and its last. */
export type Moved = readonly [batch: number, firstRecord: number, lastRecord: number];

type Commit = EpochCommit<PaymentColumns, DecisionColumns>;

/** Commits the epoch and answers what it moved when that is durable. */
export function commitToBook(
  book: EpochBook,
  commit: Commit,
  informations: Informations,
): Promise<Moved> {
  const isAgain = isRedrive(commit.source);
  return (isAgain ? commitRedriven : commitRecords)(book, commit, informations);
}

async function commitRecords(
  { desk, writer, context }: EpochBook,
  commit: Commit,
  informations: Informations,
): Promise<Moved> {
  const batch = Number(commit.source);
  const output: EpochOutput = {
    batch,
    fromRecord: commit.fromOffset,
    toRecord: commit.toOffset,
    topology: TOPOLOGY_NAME,
    stateDelta: commit.stateDelta,
    snapshot: commit.snapshot,
    informations: known(informations.get(commit.batch.buffer), 'the chunk is known'),
    transfer: (row) => readTransfer(commit.batch, row),
    decision: decisionsOf(commit.outputs, commit.quarantined),
  };
  const done = await writer.do(() => commitEpoch(desk, output, context()));
  assert(done.ok, 'an epoch has no refusals of its own');
  return [batch, output.fromRecord, output.toRecord - 1];
}

/** The same for payments that were driven again: they are moved, and nothing is added. */
async function commitRedriven(
  { desk, writer, context }: EpochBook,
  commit: Commit,
  informations: Informations,
): Promise<Moved> {
  const batch = batchOfRedrive(commit.source);
  const payments = Array.from(commit.batch.i64('payment'), Number);
  const output = {
    batch,
    epoch: commit.epoch,
    payments,
    topology: TOPOLOGY_NAME,
    stateDelta: commit.stateDelta,
    snapshot: commit.snapshot,
    informations: known(informations.get(commit.batch.buffer), 'the records were read'),
    transfer: (row: number) => readTransfer(commit.batch, row),
    decision: decisionsOf(commit.outputs, commit.quarantined),
  };
  const done = await writer.do(() => commitRedrive(desk, output, context()));
  assert(done.ok, 'an epoch has no refusals of its own');
  const [first = 0] = payments;
  return [batch, recordOf(first), recordOf(payments.at(-1) ?? first)];
}

/** The decision on each row: the operators', or a wait in repair where one could not process it. */
export function decisionsOf(
  outputs: DecisionsView,
  quarantined: readonly Quarantined[],
): (row: number) => Decision {
  const poisoned = new Map(quarantined.map((each) => [each.row, each.reason]));
  return (row) => {
    const reason = poisoned.get(row);
    return reason === undefined ? readDecision(outputs, row) : inQuarantine(reason);
  };
}

/** A payment that an operator could not process waits for a person, with the reason. */
function inQuarantine(reason: string): Decision {
  return {
    outcome: 'repair',
    reasonCode: 'NARR',
    reason,
    debtorAccount: 0,
    creditorAccount: 0,
    rail: 'batch',
    relatedPayment: 0,
    measures: null,
  };
}
