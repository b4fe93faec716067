// A child of owner-lock.test.ts: takes the book of a folder, says whether it has it, and keeps it
// until its input ends or it is killed.

import { takeOwnership } from '../../main/ledger/owner-lock.ts';

const [folder = '', person = ''] = process.argv.slice(2);
const since = Date.UTC(2026, 10, 26, 9, 42);
const taken = takeOwnership(folder, { person, shell: 'cli', pid: process.pid, since });
process.stdout.write(`${JSON.stringify(taken.ok ? { ok: true } : taken)}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  if (taken.ok) taken.value.release();
  process.exit(0);
});
