// Goal: no thread of the office opens a file of the book without its keys. Method: the source is
// searched: threads are started by `startBookThread`, but for the one kind that opens no file.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const OFFICE = join(import.meta.dirname, '..', '..', 'main', 'office');

/** Threads of the engine: they are given columns and give columns back. */
const WITHOUT_FILES = new Set(['task-threads.ts', 'task-worker.ts', 'key-ring.ts']);

test('every thread that may open a file of the book is given its keys', () => {
  const sources = readdirSync(OFFICE, { recursive: true, encoding: 'utf8' });
  const odd = sources
    .filter((name) => name.endsWith('.ts') && !WITHOUT_FILES.has(name))
    .filter((name) => /new Worker\(|\bworkerData\b/.test(readFileSync(join(OFFICE, name), 'utf8')));
  assert.deepEqual(odd, [], 'start the thread by startBookThread, and read bookThreadData in it');
});
