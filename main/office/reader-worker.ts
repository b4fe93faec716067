// The thread that answers questions about the book while the writer works: a connection that can
// only read, each question in one short read transaction, and every payment's columns in memory.
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import { audit } from '../ledger/audit.ts';
import { openForReading } from '../ledger/connection.ts';
import type { QueueFilter } from '../ledger/queue-question.ts';
import { QueueReader } from '../ledger/queue-reader.ts';
import { readClearing } from '../ledger/read-clearing.ts';
import { readCoreBalances } from '../ledger/read-core-balances.ts';
import { readCoreJournal } from '../ledger/read-core-journal.ts';
import { readDays, readStandingWork } from '../ledger/read-day.ts';
import { readChainPoint, readDeeds, readDeedsUpTo } from '../ledger/read-deeds.ts';
import { readEquation } from '../ledger/read-equation.ts';
import { readOutgoing } from '../ledger/read-outgoing.ts';
import { readPayeeBank } from '../ledger/read-payee-bank.ts';
import { readEntry } from '../ledger/read-postings.ts';
import { readReportCounts, readReportedBatch, readReportedRows } from '../ledger/read-report.ts';
import { readSettlement } from '../ledger/read-settlement.ts';
import { readAccountTold, readBalancesAt, readStatement } from '../ledger/read-statement.ts';
import { readBatch, readStatus } from '../ledger/read-status.ts';
import { explainTrail, readTrail } from '../ledger/read-trail.ts';
import { readTrialBalances } from '../ledger/read-trial-balance.ts';
import { readUsual } from '../ledger/read-usual.ts';
import { bookThreadData } from './key-ring.ts';
import { masterAnswers } from './reader-master.ts';
import type { Question, Questions, ReaderRequest, ThreadAnswer } from './reader-protocol.ts';

const port = known(parentPort, 'this file runs as a worker thread');
const connection = openForReading(String(bookThreadData()));
const queue = new QueueReader(connection);

/** Batches that `status` lists. */
const BATCHES_LISTED = 200;

type Answers = {
  [Name in Question]: (
    input: Questions[Name]['input'],
  ) => Questions[Name]['answer'] | Promise<Questions[Name]['answer']>;
};

const ANSWERS: Answers = {
  status: () => atOneMoment(() => readStatus(connection, BATCHES_LISTED)),
  batch: ({ batchId }) => atOneMoment(() => readBatch(connection, batchId)),
  page: async (question) => {
    const { filter } = question;
    if (filter.text !== undefined && filter.text !== '') await searched(filter);
    return atOneMoment(() => queue.page(question));
  },
  equation: (of) => atOneMoment(() => readEquation(connection, of)),
  find: (asked) => atOneMoment(() => queue.find(asked)),
  review: (asked) => atOneMoment(() => queue.review(asked)),
  usual: ({ paymentId }) => atOneMoment(() => readUsual(connection, paymentId)),
  trail: ({ paymentId }) =>
    atOneMoment(() => {
      const trail = readTrail(connection, paymentId);
      if (trail === null) return null;
      return { ...explainTrail(trail), bank: readPayeeBank(connection, trail.payment) };
    }),
  entry: ({ entryId }) => atOneMoment(() => readEntry(connection, entryId)),
  reportedBatch: ({ batchId }) => atOneMoment(() => readReportedBatch(connection, batchId)),
  reportCounts: (stretch) => atOneMoment(() => readReportCounts(connection, stretch)),
  reportedRows: (asked) => atOneMoment(() => readReportedRows(connection, asked)),
  outgoing: () => atOneMoment(() => readOutgoing(connection)),
  settlement: () => atOneMoment(() => readSettlement(connection)),
  clearing: () => atOneMoment(() => readClearing(connection)),
  day: ({ days }) =>
    atOneMoment(() => ({
      days: readDays(connection.db, days),
      work: readStandingWork(connection.db),
    })),
  accountTold: (asked) => atOneMoment(() => readAccountTold(connection.db, asked)),
  statement: (asked) => atOneMoment(() => readStatement(connection.db, asked)),
  trialBalance: () => atOneMoment(() => readTrialBalances(connection.db)),
  balances: (asked) => atOneMoment(() => readBalancesAt(connection.db, asked)),
  coreJournal: (asked) =>
    atOneMoment(() => ({
      lines: readCoreJournal(connection.db, asked),
      anchor: readChainPoint(connection.db),
    })),
  chainPoint: () => atOneMoment(() => readChainPoint(connection.db)),
  coreBalances: (asked) => atOneMoment(() => readCoreBalances(connection.db, asked)),
  ...masterAnswers(connection, yieldToOthers),
  deeds: (asked) => atOneMoment(() => readDeeds(connection, asked)),
  deedRows: (asked) => atOneMoment(() => readDeedsUpTo(connection, asked)),
  audit: ({ anchor }) => atOneMoment(() => audit(connection, undefined, anchor)),
};

/** Everything `read` asks is of the same commit. */
function atOneMoment<T>(read: () => T): T {
  return connection.db.transaction(read)();
}

/** Looks for a text slice by slice, and answers other questions in between. */
async function searched(filter: QueueFilter): Promise<void> {
  while (queue.searchSlice(filter)) await yieldToOthers();
}

async function answer(id: number, name: Question, input: unknown): Promise<void> {
  try {
    // The request's type pairs each name with its own input.
    const value: unknown = await ANSWERS[name](input as never);
    say({ kind: 'answer', id, ok: true, value });
  } catch (error) {
    say({ kind: 'answer', id, ok: false, detail: String(error) });
  }
}

function say(what: ThreadAnswer): void {
  port.postMessage(what);
}

/** Reads the payments into memory, slice by slice, and says when all are there. */
async function load(): Promise<void> {
  while (queue.loadSlice()) await yieldToOthers();
  if (queue.complete) say({ kind: 'loaded' });
}

let following = false;

/** Takes up what commits changed, a few at a time, and answers questions in between. */
async function follow(): Promise<void> {
  if (following || !queue.complete) return;
  following = true;
  do await yieldToOthers();
  while (atOneMoment(() => queue.followSlice()));
  following = false;
}

port.on('message', (request: ReaderRequest) => {
  if (request.kind === 'ask') void answer(request.id, request.question, request.input);
  else if (request.kind === 'changed') void follow();
  else {
    port.close();
    connection.db.close();
    process.exit(0);
  }
});
await load();
