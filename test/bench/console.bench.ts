// How the console feels over a million payments: from its start to the first row and the first deed,
// how long the queue's questions take over the shell's WebSocket, and how evenly the grid draws;
// idle first, then while a batch of 100,000 payments is under way in the same office.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { scheduler } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '../../preload/contract/contract.ts';
import { type ConsoleProcess, startConsole } from '../e2e/console-process.ts';
import { makeLargeBook } from '../fixtures/large-book.ts';
import { type Bench, type BenchContext, type Figure, median, percentile } from './bench.ts';
import { answerOf, type ConsoleMaterial, consoleMaterial, submit } from './console-batches.ts';
import { memoryOf } from './console-memory.ts';
import { type Answers, askInRounds, joinAnswers, QUESTION_NAMES } from './console-questions.ts';
import { type BenchWindow, openBenchWindow } from './console-window.ts';

const BUILT_PAGE = fileURLToPath(new URL('../../dist/renderer/index.html', import.meta.url));
const BUILD = fileURLToPath(new URL('../../scripts/build.ts', import.meta.url));
const PAYMENTS = 1_000_000;
const PER_BATCH = 10_000;
const IN_FLIGHT = 100_000;
/** One after another, so that there are answers enough for a percentile; one more for the frames. */
const BATCHES_FOR_QUESTIONS = 3;
const STARTS = 3;
const ROUNDS = 100;
/** Nobody waits longer for the questions, however slow the machine is today. */
const ASK_AT_MOST_MS = 30_000;
/** Frames are taken in turns of one second each. */
const FRAMES_PER_TURN = 60;
const TURNS = 5;
const FRAME_GATE_MS = 33;
const START_GATE_MS = 3000;
const SCRIPT_GATE_MS = 5;
const MEMORY_GATE_MB = 900;
/** Between two questions whether the payments are in memory. */
const LOOK_EVERY_MS = 100;

export const bench: Bench = {
  name: 'console',
  about: `the console over ${PAYMENTS} payments: loopback shell, built page, headless Chromium`,
  async run(context) {
    if (!existsSync(BUILT_PAGE)) await buildPage();
    const folder = context.temporaryFolder();
    const book = join(folder, 'book');
    mkdirSync(book);
    makeLargeBook(book, { payments: PAYMENTS, perBatch: PER_BATCH });
    const material = consoleMaterial(folder, BATCHES_FOR_QUESTIONS + 1, IN_FLIGHT);
    note(context, `${PAYMENTS} payments in batches of ${PER_BATCH}`);
    const starts = await measureStarts(folder);
    note(context, `${STARTS} starts to the first row, ${STARTS} to the first deed`);
    return [...starts, ...(await withConsole(folder, (shell) => atWork(context, shell, material)))];
  },
};

/** Builds the console as `npm run build` does. */
async function buildPage(): Promise<void> {
  const child = fork(BUILD, { stdio: 'ignore' });
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error('the page could not be built: npm run build says why');
}

/** The machine's load stands beside every note: the figures were taken under it. */
function note(context: BenchContext, text: string): void {
  const [load = Number.NaN] = loadavg();
  context.note(`${text}; load average ${load.toFixed(1)}`);
}

/** Ends the console with the work, and with this process if that is told to stop. */
async function withConsole<Value>(
  folder: string,
  work: (shell: ConsoleProcess) => Promise<Value>,
): Promise<Value> {
  const shell = await startConsole({ folder });
  const end = () => process.kill(shell.pid);
  process.once('exit', end);
  try {
    return await work(shell);
  } finally {
    process.removeListener('exit', end);
    await shell.stop();
  }
}

/** Milliseconds since 1970, finer than the clock of `Date`. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

async function measureStarts(folder: string): Promise<readonly Figure[]> {
  const addresses: number[] = [];
  const browsers: number[] = [];
  const pages: number[] = [];
  const rows: number[] = [];
  const deeds: number[] = [];
  for (let start = 1; start <= STARTS; start += 1) {
    const begun = now();
    await withConsole(folder, async (shell) => {
      const address = await shell.address();
      const addressAt = now();
      const window = await openBenchWindow(address);
      const rowAt = await window.firstRow();
      addresses.push(addressAt - begun);
      browsers.push(window.browserAt - addressAt);
      pages.push(rowAt - window.browserAt);
      rows.push(rowAt - begun);
      await window.close();
    });
    const again = now();
    await withConsole(folder, async (shell) => {
      const client = await shell.client();
      const deed = { submissionId: `bench-start-${start}`, name: 'reviewAbove:EUR' };
      answerOf(await client.setPolicy({ ...deed, value: `${10_000_000_000 + start}` }));
      deeds.push(now() - again);
    });
  }
  return [
    gated(ofRounds('console, start to the first row', rows), START_GATE_MS),
    ofRounds('console, of that the shell until its address', addresses),
    ofRounds('console, of that the browser alone', browsers),
    ofRounds('console, of that the page', pages),
    ofRounds('console, start to the first deed', deeds),
  ];
}

/** Questions and frames on an idle office, then both again with a batch under way in it. */
async function atWork(
  context: BenchContext,
  shell: ConsoleProcess,
  { files, accounts }: ConsoleMaterial,
): Promise<readonly Figure[]> {
  const window = await openBenchWindow(await shell.address());
  try {
    const client = await shell.client();
    await window.firstRow();
    note(context, await window.describe());
    await untilComplete(client);
    const idle = await askInRounds(
      client,
      PAYMENTS,
      roundsWhile(() => true),
    );
    note(context, `${idle.page.length} rounds of questions`);
    const idleFrames = await framesOf(window, () => true);
    // Before the trace, which the browser keeps in memory itself.
    const memory = await memoryOf([shell.pid, ...(window.pid === null ? [] : [window.pid])]);
    const script = await window.jumpScript(TURNS * FRAMES_PER_TURN);
    note(context, `${idleFrames.scroll.length} frames of each kind`);

    answerOf(await client.importAccounts({ submissionId: 'bench-accounts', path: accounts }));
    const seconds: number[] = [];
    const all: Answers[] = [];
    for (const file of files.slice(0, BATCHES_FOR_QUESTIONS)) {
      const batch = await submit(client, file);
      all.push(await askInRounds(client, PAYMENTS, roundsWhile(batch.inFlight)));
      seconds.push(await batch.done);
    }
    const busy = joinAnswers(all);
    note(context, `${busy.page.length} rounds with a batch of ${IN_FLIGHT} under way`);
    const last = await submit(client, files.at(-1) ?? '');
    const busyFrames = await framesOf(window, last.inFlight);
    const lastSeconds = await last.done;
    note(context, `${busyFrames.scroll.length} frames of each kind with a batch under way`);
    const meanwhile = ', batch under way';
    return [
      ...answersFigures('', idle),
      ...framesFigures('', idleFrames),
      ...scriptFigures(script),
      ...memoryFigures(memory),
      ...answersFigures(meanwhile, busy),
      ...framesFigures(meanwhile, busyFrames),
      ofRounds(`console, batch of ${IN_FLIGHT} beside questions`, seconds, 's'),
      one(`console, batch of ${IN_FLIGHT} beside frames`, lastSeconds, 's'),
    ];
  } finally {
    await window.close();
  }
}

/** Waits until every payment is in memory: before that there is no order but the newest first. */
async function untilComplete(client: Client): Promise<void> {
  const sort = { by: 'receivedAt', descending: true } as const;
  const whole = { filter: {}, sort, offset: 0, limit: 1 };
  while (!answerOf(await client.queuePage(whole)).complete) await scheduler.wait(LOOK_EVERY_MS);
}

/** Whether another round of questions is due, of which there are enough or no more time for. */
function roundsWhile(holds: () => boolean): (rounds: number) => boolean {
  const end = performance.now() + ASK_AT_MOST_MS;
  return (rounds) => rounds < ROUNDS && performance.now() < end && holds();
}

type Frames = { readonly scroll: readonly number[]; readonly jump: readonly number[] };

/** Scrolls and jumps by turns; a turn that the condition did not outlast does not count. */
async function framesOf(window: BenchWindow, holds: () => boolean): Promise<Frames> {
  const scroll: number[] = [];
  const jump: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const scrolled = await window.scroll(FRAMES_PER_TURN);
    const jumped = await window.jump(FRAMES_PER_TURN);
    if (!holds()) break;
    scroll.push(...scrolled);
    jump.push(...jumped);
  }
  return { scroll, jump };
}

function answersFigures(meanwhile: string, answers: Answers): readonly Figure[] {
  return QUESTION_NAMES.flatMap((name) =>
    ([50, 99] as const).map((percent): Figure => {
      const value = percentile(answers[name], percent);
      const figure = one(`console, ${name}, ${percent} %${meanwhile}`, value, 'ms');
      if (name === 'empty call') return figure;
      const ratio = value / percentile(answers['empty call'], percent);
      return { ...figure, against: 'empty call', ratio };
    }),
  );
}

function framesFigures(meanwhile: string, frames: Frames): readonly Figure[] {
  return (['scroll', 'jump'] as const).flatMap((kind) => {
    const named = (of: string) => `console, frame on ${kind}, ${of}${meanwhile}`;
    return [
      one(named('50 %'), percentile(frames[kind], 50), 'ms'),
      gated(one(named('99 %'), percentile(frames[kind], 99), 'ms'), FRAME_GATE_MS),
      one(named('longest'), percentile(frames[kind], 100), 'ms'),
    ];
  });
}

/** What performance.md asks of a table of a million rows: script per frame while the thumb jumps. */
function scriptFigures(script: readonly number[]): readonly Figure[] {
  const named = (of: string) => `console, script per frame on jump, ${of}`;
  return [
    one(named('50 %'), percentile(script, 50), 'ms'),
    gated(one(named('99 %'), percentile(script, 99), 'ms'), SCRIPT_GATE_MS),
  ];
}

/** Shell, office and browser together, with a million payments and nothing going on. */
function memoryFigures(bytes: number | null): readonly Figure[] {
  if (bytes === null) return [];
  return [gated(one('console, memory of all processes', bytes / 1e6, 'MB'), MEMORY_GATE_MB)];
}

function one(name: string, value: number, unit: string): Figure {
  return { name, value, unit, against: 'none', ratio: null, spread: null };
}

function ofRounds(name: string, rounds: readonly number[], unit = 'ms'): Figure {
  const spread = [Math.min(...rounds), Math.max(...rounds)] as const;
  return { ...one(name, median(rounds), unit), spread };
}

function gated(figure: Figure, most: number): Figure {
  return { ...figure, gate: { of: 'value', most } };
}
