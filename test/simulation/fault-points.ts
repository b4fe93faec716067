// Breaks the machine at every write and every sync of a flow: strace kills the process there, or
// lets the call fail once or for good. Afterwards what was answered must be in the book, the audit
// must pass, and running the flow again must end exactly where a flow without faults ends.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { audit } from '../../main/ledger/audit.ts';
import { openForReading } from '../../main/ledger/connection.ts';
import { testDesk } from '../operations/test-desk.ts';
import { programOf } from '../programs.ts';
import { FLOW_NAMES, type Flow, runFlow } from './flows.ts';
import { factsOf } from './ledger-facts.ts';

/** The program that does the flows; asked when it is started, after a harness has built it. */
const child = () => fileURLToPath(programOf('test/simulation/flow-child.ts'));

/** The calls by which a book reaches the disk. */
const CALLS = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink'] as const;
type Call = (typeof CALLS)[number];

const WAYS = {
  killed: 'signal=SIGKILL',
  'failed once': 'error=EIO',
  'failed for good': 'error=EIO',
  'disk full once': 'error=ENOSPC',
} as const;
type Way = keyof typeof WAYS;

export type FaultPoint = {
  readonly flow: Flow;
  readonly call: Call;
  /** Which of the flow's calls of this kind, from 1. */
  readonly when: number;
  readonly way: Way;
};

export type PointsResult = {
  readonly points: number;
  readonly killed: number;
  /** Points at which the process ended on a commit nobody knows, and where it was there after all. */
  readonly unknown: number;
  readonly present: number;
  readonly lost: number;
  readonly twice: number;
  readonly unbalanced: number;
  readonly found: readonly string[];
};

export const hasStrace = spawnSync('strace', ['-V']).status === 0;

/** Folders as they are before each flow, and the facts after it. */
export type Stages = {
  readonly folder: string;
  readonly facts: { readonly [flow in Flow]?: ReturnType<typeof factsOf> };
};

/** Does all flows in order without a fault and keeps the folder before each. */
export function prepareStages(folder: string): Stages {
  const facts: { [flow in Flow]?: ReturnType<typeof factsOf> } = {};
  const day = join(folder, 'day');
  mkdirSync(day, { mode: 0o700 });
  for (const flow of FLOW_NAMES) {
    cpSync(day, join(folder, flow), { recursive: true });
    facts[flow] = finish(day, [flow]);
  }
  return { folder, facts };
}

/** Does the flows of the folder's book in this process, and answers its facts. */
function finish(folder: string, flows: readonly Flow[]): ReturnType<typeof factsOf> {
  const ends: (() => void)[] = [];
  try {
    const scope = { after: (end?: unknown) => void ends.push(end as () => void) };
    const on = testDesk(scope, 2, folder);
    for (const flow of flows) runFlow(on, flow, () => undefined);
    return factsOf(on.book().db);
  } finally {
    for (const end of ends.reverse()) end();
  }
}

/** Every point of a flow: as many of each call as the flow makes, in every way. */
export function pointsOf(stages: Stages, flow: Flow): readonly FaultPoint[] {
  return inCopy(stages, flow, (folder) => {
    const log = join(folder, 'strace.txt');
    const run = trace(folder, flow, ['-e', `trace=${CALLS.join(',')}`, '-o', log]);
    if (run.status !== 0) throw new Error(`the flow ${flow} failed: ${run.stderr}`);
    const lines = readFileSync(log, 'utf8').split('\n');
    return CALLS.flatMap((call) => {
      const calls = lines.filter((line) => line.startsWith(`${call}(`)).length;
      return Array.from({ length: calls }, (_, at) => at + 1).flatMap((when) =>
        (Object.keys(WAYS) as Way[]).map((way) => ({ flow, call, when, way })),
      );
    });
  });
}

function trace(folder: string, flow: Flow, options: readonly string[], how = 'full') {
  const command = [process.execPath, child(), folder, how, flow];
  // Every run makes the same calls only where none of them writes what was compiled.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  return spawnSync('strace', ['-qq', ...options, ...command], { encoding: 'utf8', env });
}

function inCopy<T>(stages: Stages, flow: Flow, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-fault-'));
  try {
    cpSync(join(stages.folder, flow), folder, { recursive: true });
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Breaks the machine at each point, and counts what it cost; `how` may be a planted bug. */
export function breakAt(
  stages: Stages,
  points: readonly FaultPoint[],
  how: 'full' | 'answer-first' = 'full',
  each: (done: number) => void = () => undefined,
): PointsResult {
  const total = { killed: 0, unknown: 0, present: 0, lost: 0, twice: 0, unbalanced: 0 };
  const found: string[] = [];
  for (const [at, point] of points.entries()) {
    const verdict = inCopy(stages, point.flow, (folder) => breakOnce(stages, point, folder, how));
    for (const name of Object.keys(total) as (keyof typeof total)[]) {
      if (verdict.is.includes(name)) total[name] += 1;
    }
    const { flow, call, when, way } = point;
    for (const words of verdict.words) found.push(`${flow}, ${call} ${when} ${way}: ${words}`);
    each(at + 1);
  }
  return { points: points.length, ...total, found: found.slice(0, 20) };
}

type Verdict = {
  readonly is: readonly ('killed' | 'unknown' | 'present' | 'lost' | 'twice' | 'unbalanced')[];
  readonly words: readonly string[];
};

function breakOnce(stages: Stages, point: FaultPoint, folder: string, how: string): Verdict {
  const { flow, call, when, way } = point;
  const at = way === 'failed for good' ? `${when}+` : `${when}`;
  const run = trace(
    folder,
    flow,
    ['-e', `inject=${call}:${WAYS[way]}:when=${at}`, '-o', '/dev/null'],
    how,
  );
  const is: Verdict['is'][number][] = [];
  const words: string[] = [];
  if (run.signal === 'SIGKILL' || run.status === 137) is.push('killed');
  const acknowledged = Number(run.stdout.trim().split('\n').at(-1) || 0);
  const book = look(folder);
  if (book.links < acknowledged) {
    is.push('lost');
    words.push(`${acknowledged} deeds were answered, ${book.links} are there`);
  }
  if (book.broken.length > 0) {
    is.push('unbalanced');
    words.push(book.broken.join(', '));
  }
  if (run.stderr.includes('commit_unknown')) {
    is.push('unknown');
    if (book.links > acknowledged) is.push('present');
  }
  const facts = finish(folder, [flow]);
  if (!isDeepStrictEqual(facts, stages.facts[flow])) {
    is.push('twice');
    words.push('the flow did not end where it ends without a fault');
  }
  return { is, words };
}

/** What the next process finds before it does anything. */
function look(folder: string): { links: number; broken: readonly string[] } {
  const ends: (() => void)[] = [];
  try {
    const scope = { after: (end?: unknown) => void ends.push(end as () => void) };
    const on = testDesk(scope, 3, folder);
    const links = on.book().chainHead().sequence;
    on.book().db.pragma('wal_checkpoint(TRUNCATE)');
    const connection = openForReading(on.book().file);
    const { checks } = audit(connection);
    connection.db.close();
    return { links, broken: checks.filter(({ ok }) => !ok).map(({ name }) => name) };
  } finally {
    for (const end of ends.reverse()) end();
  }
}
