// Goal: a thread that works through batches gives way, and nothing else of its process does. Method:
// a real thread lowers itself; its own priority and this one's are read from the system.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { getPriority } from 'node:os';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { GIVES_WAY } from '../../main/office/background.ts';

const MODULE = new URL('../../main/office/background.ts', import.meta.url).href;
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  import('${MODULE}').then(({ workInBackground }) => {
    workInBackground(workerData);
    parentPort.postMessage(require('node:os').getPriority());
  });
`;

test('the thread that asked for it gives way as far as it says, and no other', async () => {
  const before = getPriority();
  for (const [gives, below] of Object.entries(GIVES_WAY)) {
    const worker = new Worker(THREAD, { eval: true, workerData: gives });
    const [priority]: unknown[] = await once(worker, 'message');
    await worker.terminate();
    assert.equal(priority, process.platform === 'linux' ? Math.max(before, below) : before);
    assert.equal(getPriority(), before);
  }
});
