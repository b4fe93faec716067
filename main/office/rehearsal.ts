// A rehearsal of a kept file: the payments' topology over the file's own chunks, on a thread of its
// own, and the writer's judgement with funds that only pretend. The book is read, never written.
import { stat } from 'node:fs/promises';
import type { Item } from '../../preload/contract/contract.ts';
import { known } from '../domain/assert.ts';
import { type Fall, readFallen, writeFallen } from '../domain/file-control.ts';
import { Fault } from '../domain/result.ts';
import type { Pain001Preview } from '../formats/pain001-inspect.ts';
import { paymentId } from '../ledger/payment-ids.ts';
import { termsInForce } from '../operations/account-terms.ts';
import { fallsOfFile } from '../operations/control-file.ts';
import {
  beginRehearsal,
  REHEARSED_BATCH,
  type RehearsedEpoch,
} from '../operations/rehearse-batch.ts';
import { directoryColumns } from '../pipeline/account-directory.ts';
import { DECISION_COLUMNS } from '../pipeline/decision-columns.ts';
import { PAYMENT_COLUMNS } from '../pipeline/payment-columns.ts';
import { IDLE_AFTER } from '../pipeline/payment-topology.ts';
import { ColumnsView } from '../stream/columns.ts';
import { clocksAfter, timeFor } from '../stream/source-clocks.ts';
import { progressOf } from '../stream/state-image.ts';
import type { EpochResult } from '../stream/tasks.ts';
import { controlledFile, mayBeTaken } from './agreed-preview.ts';
import type { Chunk } from './batch-chunks.ts';
import { decisionsOf } from './engine-commits.ts';
import { EPOCH_RECORDS } from './engine-room.ts';
import type { Office } from './office.ts';
import { hasOriginal, originalPath } from './originals.ts';
import { TaskThreads } from './task-threads.ts';

/** Rehearsals of one office at one time; the next one is the fault `too_many_rehearsals`. */
export const REHEARSALS_MAX = 2;

/** What a rehearsal needs of the office. */
type Rehearsing = Pick<Office, 'folder' | 'desk' | 'files' | 'clock'>;

type RehearsalItem = Item<'rehearseBatch'>;
type Progress = Extract<RehearsalItem, { readonly kind: 'progress' }>;

const running = new WeakMap<Rehearsing, number>();

/**
 * Progress, then what submitting the kept file would do, or why it cannot be submitted:
 * `original_unknown`, then `file_has_refusing_problems`. Ends without either once `signal` aborts.
 * The file is read twice, once to find its problems and once to be judged: progress counts each
 * reading as half of the file's bytes. Fault: `too_many_rehearsals`, and those of reading a file.
 */
export async function* rehearseBatch(
  office: Rehearsing,
  originalHash: string,
  signal: AbortSignal,
): AsyncGenerator<RehearsalItem> {
  const others = running.get(office) ?? 0;
  if (others >= REHEARSALS_MAX) {
    throw new Fault('too_many_rehearsals', `${others} rehearsals are under way already`);
  }
  running.set(office, others + 1);
  try {
    if (!(await hasOriginal(office.folder, originalHash))) {
      yield { kind: 'refused', code: 'original_unknown' };
      return;
    }
    yield* rehearse(office, originalPath(office.folder, originalHash), signal);
  } finally {
    running.set(office, (running.get(office) ?? 1) - 1);
  }
}

async function* rehearse(
  office: Rehearsing,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<RehearsalItem> {
  const preview = yield* inspected(office, path, signal);
  if (preview === null) return;
  const { desk, clock } = office;
  const falls = fallsOfFile(desk, controlledFile(preview), clock());
  const isWhole = falls.some(({ unit }) => unit === 'file');
  if (!mayBeTaken(preview) || isWhole || preview.header === null) {
    yield { kind: 'refused', code: 'file_has_refusing_problems' };
    return;
  }
  yield* judged(office, path, { preview, falls }, signal);
}

/** Progress while the file is read for its problems; gives its preview, or null once aborted. */
async function* inspected(
  { files }: Rehearsing,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<RehearsalItem, Pain001Preview | null> {
  let tell = (_word: Progress): void => undefined;
  const preview = files
    .inspect(
      path,
      (bytes, size) =>
        tell({ kind: 'progress', bytes: Math.floor(Math.min(bytes, size) / 2), size }),
      signal,
    )
    .then((found) => ({ kind: 'preview' as const, found }));
  for (;;) {
    const more = new Promise<Progress>((resolve) => {
      tell = resolve;
    });
    const said = await unlessAborted(Promise.race([preview, more]), signal);
    if (said === null) return null;
    if (said.kind === 'preview') return said.found;
    yield said;
  }
}

/** Its name among the sources, which are batches by number. */
const REHEARSED_SOURCE = 'rehearsed';

/** Progress while the file's chunks are judged in order, then the rehearsal. */
async function* judged(
  { desk, files, clock }: Rehearsing,
  path: string,
  { preview, falls }: { readonly preview: Pain001Preview; readonly falls: readonly Fall[] },
  signal: AbortSignal,
): AsyncGenerator<RehearsalItem> {
  const { book } = desk;
  const { size } = await stat(path);
  const now = clock();
  const images = book.batches.epochs.stateImages();
  const directory = directoryColumns(book.accounts.all(), termsInForce(desk, now));
  const policies = [...book.policies.inForce()];
  const start = { directory, policies, live: !book.demo, images };
  const rehearsal = beginRehearsal(desk, now, readFallen(writeFallen(falls)));
  const threads = new TaskThreads(start, 1);
  const firstPayment = paymentId(REHEARSED_BATCH, 0);
  const records = { records: EPOCH_RECORDS, receivedAt: now, firstPayment, from: 0 };
  const feed = files.open(path, records, 'large');
  let { clocks } = progressOf(images);
  let told = 0;
  try {
    for (let end = false; !end; ) {
      const chunk = await unlessAborted(feed.next(EPOCH_RECORDS), signal);
      if (chunk === null) return;
      const time = timeFor(clocks, REHEARSED_SOURCE, IDLE_AFTER);
      const work = { batch: chunk.buffer, time, snapshot: false, delta: false };
      const blocks = chunk.informations.map(({ information }) => information);
      const result = await unlessAborted(threads.run(work, blocks), signal);
      if (result === null) return;
      rehearsal.judge(epochOf(chunk, result));
      end = chunk.end;
      const { own, watermark } = result;
      const { records } = chunk;
      clocks = clocksAfter(clocks, { source: REHEARSED_SOURCE, records, own, watermark, end });
      const done = (chunk.fromRecord + chunk.records) / preview.counts.transactions;
      const bytes = Math.floor((size * (1 + done)) / 2);
      if (bytes - told < size / PROGRESS_STEPS) continue;
      told = bytes;
      yield { kind: 'progress', bytes, size };
    }
    yield { kind: 'rehearsal', rehearsal: rehearsal.result() };
  } finally {
    feed.close();
    await threads.stop();
  }
}

/** Words of progress while the file is judged, at most. */
const PROGRESS_STEPS = 200;

/** A chunk with the operators' decisions, as the writer would be handed it. */
function epochOf(chunk: Chunk, result: EpochResult): RehearsedEpoch {
  const view = new ColumnsView(PAYMENT_COLUMNS, chunk.buffer);
  const outputs = new ColumnsView(DECISION_COLUMNS, result.outputs);
  const informationOf = view.u32('paymentInformation');
  const amounts = view.i64('amount');
  const isIban = view.u8('creditorAccountIsIban');
  const isBic = view.u8('creditorAgentIsBic');
  return {
    batch: REHEARSED_BATCH,
    fromRecord: chunk.fromRecord,
    toRecord: chunk.fromRecord + chunk.records,
    informations: chunk.informations,
    transfer: (row) => ({
      paymentInformation: known(informationOf[row], 'the row lies in the chunk'),
      amount: {
        minor: known(amounts[row], 'the row lies in the chunk'),
        currency: known(view.text('currency', row), 'a transfer has its currency'),
      },
      creditorAccount: view.text('creditorAccount', row),
      creditorAccountIsIban: isIban[row] === 1,
      creditorAgent: view.text('creditorAgent', row),
      creditorAgentIsBic: isBic[row] === 1,
    }),
    decision: decisionsOf(outputs, result.quarantined),
  };
}

/** The value of `promise`, or null as soon as `signal` aborts: nobody waits for it any more. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) {
    promise.catch(() => undefined);
    return Promise.resolve(null);
  }
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve(null);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
