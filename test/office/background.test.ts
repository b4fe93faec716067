// Goal: a thread that works through batches gives way, and nothing else of its process does. Method:
// a real thread lowers itself; its own priority and this one's are read from the system.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { constants, getPriority } from 'node:os';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

const MODULE = new URL('../../main/office/background.ts', import.meta.url).href;
const THREAD = `
  const { parentPort } = require('node:worker_threads');
  import('${MODULE}').then(({ workInBackground }) => {
    workInBackground();
    parentPort.postMessage(require('node:os').getPriority());
  });
`;

test('the thread that asked for it runs in the background, and no other', async () => {
  const before = getPriority();
  const worker = new Worker(THREAD, { eval: true });
  const [priority]: unknown[] = await once(worker, 'message');
  await worker.terminate();
  const below = constants.priority.PRIORITY_BELOW_NORMAL;
  assert.equal(priority, process.platform === 'linux' ? Math.max(before, below) : before);
  assert.equal(getPriority(), before);
});
