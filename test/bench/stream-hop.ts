// How many records of 64 bytes cross from one thread to another in a second, in typed buffers that
// are handed over and handed back: the way in which epochs reach the task threads.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const RECORD_BYTES = 64;
const RECORDS_PER_BUFFER = 4096;
/** Buffers on their way at once: what is full waits for what is empty. */
const ON_THE_WAY = 4;

if (!isMainThread) {
  // Every record is touched, as a reader of columns would touch it.
  parentPort?.on('message', (buffer: ArrayBuffer) => {
    const words = new Uint32Array(buffer);
    let sum = 0;
    for (let at = 0; at < words.length; at += RECORD_BYTES / 4) sum = (sum + (words[at] ?? 0)) | 0;
    words[1] = sum;
    parentPort?.postMessage(buffer, [buffer]);
  });
}

export type Hop = {
  /** Sends at least `records` records over and answers how many it were. */
  readonly run: (records: number) => Promise<number>;
  readonly stop: () => Promise<unknown>;
};

export async function openHop(): Promise<Hop> {
  const worker = new Worker(fileURLToPath(import.meta.url));
  await once(worker, 'online');
  let buffers = Array.from(
    { length: ON_THE_WAY },
    () => new ArrayBuffer(RECORD_BYTES * RECORDS_PER_BUFFER),
  );
  const run = (records: number): Promise<number> =>
    new Promise((resolve) => {
      const back: ArrayBuffer[] = [];
      let sent = 0;
      const send = (buffer: ArrayBuffer): void => {
        const words = new Uint32Array(buffer);
        for (let at = 0; at < words.length; at += RECORD_BYTES / 4) words[at] = sent + at;
        sent += RECORDS_PER_BUFFER;
        worker.postMessage(buffer, [buffer]);
      };
      const onBack = (buffer: ArrayBuffer): void => {
        if (sent < records) {
          send(buffer);
          return;
        }
        back.push(buffer);
        if (back.length < ON_THE_WAY) return;
        worker.off('message', onBack);
        buffers = back;
        resolve(sent);
      };
      worker.on('message', onBack);
      for (const buffer of buffers) send(buffer);
    });
  return { run, stop: () => worker.terminate() };
}
