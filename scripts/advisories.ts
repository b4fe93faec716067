// `npm run -s advisories [-- --keep]`: whether anything is known against what the lockfile holds.
// Asks the registry by npm's own audit; where it does not answer, what was kept of its last answer.
// Exit code 0 only when everything was judged and nothing stands; `--keep` keeps a fresh answer.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usage } from './arguments.ts';
import {
  exceptions,
  findingsOf,
  judge,
  namesOf,
  type Snapshot,
  snapshot,
} from './supply/advisories.ts';
import { readLockfile } from './supply/lockfile.ts';

const root = join(import.meta.dirname, '..');
const kept = join(import.meta.dirname, 'supply', 'advisories.json');
const excepted = join(import.meta.dirname, 'supply', 'exceptions.json');

const asked = process.argv.slice(2);
if (asked.some((each) => each !== '--keep')) usage('usage: npm run -s advisories [-- --keep]');

const today = new Date().toISOString().slice(0, 10);
const installed = namesOf(readLockfile(readFileSync(join(root, 'package-lock.json'), 'utf8')));

/** The registry's answer of this moment, or null when there is none that can be read. */
function fromRegistry(): Snapshot | null {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['audit', '--json', '--package-lock-only'];
  const shell = process.platform === 'win32';
  const said = spawnSync(npm, args, { cwd: root, encoding: 'utf8', timeout: 120_000, shell });
  const findings = findingsOf(said.stdout ?? '');
  if (findings === null) return null;
  return {
    format: 'counterfoil-advisories-1',
    takenOn: today,
    packages: [...installed],
    findings: [...findings],
  };
}

function fromFile(): Snapshot | null {
  return existsSync(kept) ? snapshot.parse(JSON.parse(readFileSync(kept, 'utf8'))) : null;
}

const fresh = fromRegistry();
if (fresh !== null && asked.includes('--keep')) {
  writeFileSync(kept, `${JSON.stringify(fresh, null, 2)}\n`);
}
const exempt = exceptions.parse(JSON.parse(readFileSync(excepted, 'utf8')));
const from = fresh === null ? 'snapshot' : 'registry';
const { ok, lines } = judge(fresh ?? fromFile(), from, installed, exempt, today);
for (const line of lines) console.log(line);
process.exitCode = ok ? 0 : 1;
