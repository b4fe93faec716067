// A thread that reads files: it touches no book. It previews a file whole, and feeds a batch's
// records to the engine in chunks, only as fast as it is given credit.
import { stat } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import type { Problem } from '../domain/problem.ts';
import { Fault } from '../domain/result.ts';
import { isOfBlockTotals } from '../formats/pain001-control.ts';
import { cutPain001 } from '../formats/pain001-cut.ts';
import { createPain001Inspector, type Pain001Preview } from '../formats/pain001-inspect.ts';
import { createPain001Reader } from '../formats/pain001-reader.ts';
import { workInBackground } from './background.ts';
import { type Chunk, ChunkCutter } from './batch-chunks.ts';
import { bytesAtOnce, fileBytes } from './file-bytes.ts';
import {
  type FileAnswer,
  type FileRequest,
  type FileThreadStart,
  type OpenRequest,
  SMALL_BYTES_MAX,
} from './file-worker-protocol.ts';
import { bookThreadData } from './key-ring.ts';

const port = known(parentPort, 'this file runs as a worker thread');
// It is started by `FileReading` and by nothing else.
const start = bookThreadData() as FileThreadStart;
if (start.inBackground) workInBackground();

/** Chunks that may be on their way or waiting at the engine. */
const feeds = new Map<number, Feed>();

type InspectRequest = Extract<FileRequest, { readonly kind: 'inspect' }>;

type Feed = {
  credit: number;
  closed: boolean;
  wake: () => void;
  readonly wish: (records: number) => void;
};

function answer(message: FileAnswer): void {
  port.postMessage(message);
}

/** Bytes between two words of progress. */
const PROGRESS_BYTES = 4 << 20;

async function inspect({ id, path, cancelled }: InspectRequest): Promise<void> {
  const { size } = await stat(path);
  const inspector = createPain001Inspector();
  let read = 0;
  let told = 0;
  try {
    for await (const piece of fileBytes(path)) {
      // Looked at per piece: leaving the loop closes the file.
      if (Atomics.load(cancelled, 0) !== 0) break;
      inspector.push(piece);
      read += piece.length;
      if (read - told < PROGRESS_BYTES) continue;
      told = read;
      answer({ kind: 'progress', id, bytes: read, size });
    }
  } catch (error) {
    if (!isPackedBadly(error)) throw error;
    answer({ kind: 'preview', id, preview: refusedForPacking(inspector.end(), error.code) });
    return;
  }
  if (Atomics.load(cancelled, 0) !== 0) answer({ kind: 'cancelled', id, bytes: read });
  else answer({ kind: 'preview', id, preview: inspector.end() });
}

/** A file that was packed badly is bad input, like any other file that cannot be taken. */
function isPackedBadly(error: unknown): error is Fault {
  if (!(error instanceof Fault)) return false;
  return error.code === 'file_cannot_be_unpacked' || error.code === 'file_unpacks_too_large';
}

/** What was read up to there would only name what the missing rest explains. */
function refusedForPacking(read: Pain001Preview, code: string): Pain001Preview {
  const place = { line: null, path: null };
  const problem: Problem = { code, reasonCode: null, severity: 'refuses', place, data: {} };
  const control = { ...read.control, onlyTotals: false };
  return { ...read, accepted: false, problems: [problem], problemCount: 1, control };
}

type CutRequest = Extract<FileRequest, { readonly kind: 'cut' }>;

function cut({ id, bytes, stays }: CutRequest): void {
  const staying = new Set<number>();
  for (const { firstRecord, lastRecord } of stays) {
    for (let record = firstRecord; record <= lastRecord; record += 1) staying.add(record);
  }
  try {
    const left = cutPain001(bytes, (record) => !staying.has(record));
    answer({ kind: 'cut', id, bytes: left });
  } catch (error) {
    fail(id, error);
  }
}

async function feed(request: OpenRequest): Promise<void> {
  const { id, path, options } = request;
  const ready: Chunk[] = [];
  const cutter = new ChunkCutter(options, (chunk) => ready.push(chunk));
  const state: Feed = {
    credit: request.credit,
    closed: false,
    wake: () => undefined,
    wish: (records) => cutter.wish(records),
  };
  feeds.set(id, state);
  let refusals = 0;
  const reader = createPain001Reader({
    group: () => undefined,
    paymentInformation: (information) => cutter.paymentInformation(information),
    transaction: (transfer) => cutter.transaction(transfer),
    problem: (problem) => {
      if (problem.severity === 'refuses') refusals += isOfBlockTotals(problem) ? 0 : 1;
    },
  });
  // What somebody has keyed in is waited for.
  const whole = start.inBackground ? null : bytesAtOnce(path, SMALL_BYTES_MAX);
  for await (const piece of whole === null ? fileBytes(path) : [whole]) {
    reader.push(piece);
    await send(id, state, ready);
    if (state.closed) return;
  }
  const outcome = reader.end();
  // The file was accepted before it was submitted, if without some of its payment informations, and
  // its bytes are fixed by their hash.
  if (!outcome.accepted && refusals > 0) {
    throw new Fault('original_changed', `${path} no longer reads as it did`);
  }
  cutter.end();
  await send(id, state, ready);
  feeds.delete(id);
}

async function send(id: number, state: Feed, ready: Chunk[]): Promise<void> {
  for (const chunk of ready.splice(0)) {
    while (state.credit === 0 && !state.closed) {
      await new Promise<void>((resolve) => {
        state.wake = resolve;
      });
    }
    if (state.closed) return;
    state.credit -= 1;
    // Transferred, not shared: what nobody reads any more is then given back in good time.
    port.postMessage({ kind: 'chunk', id, chunk } satisfies FileAnswer, [chunk.buffer]);
  }
}

function fail(id: number, error: unknown): void {
  const code = error instanceof Fault ? error.code : 'file_cannot_be_read';
  answer({ kind: 'fault', id, code, detail: String(error) });
}

port.on('message', (request: FileRequest) => {
  const { id } = request;
  if (request.kind === 'inspect') {
    inspect(request).catch((error: unknown) => fail(id, error));
  } else if (request.kind === 'cut') {
    cut(request);
  } else if (request.kind === 'open') {
    feed(request).catch((error: unknown) => fail(id, error));
  } else {
    const state = feeds.get(id);
    if (state === undefined) return;
    if (request.kind === 'more') {
      state.credit += 1;
      state.wish(request.records);
    } else {
      state.closed = true;
      feeds.delete(id);
    }
    state.wake();
  }
});
