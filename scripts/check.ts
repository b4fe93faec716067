// The whole check, `npm test`: each stage in order with its duration, every failure in full, every
// skip with its reason, and one last line that counts them. No stage stops the ones after it.

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ARE_BUILT } from '../test/programs.ts';
import { runSpecs } from './check-e2e.ts';
import { runTests } from './check-tests.ts';
import { checkPacking } from './pack-check.ts';

/** What a stage counted, and what a person must read about it; `report` ends without a newline. */
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly report: readonly string[];
};

type Stage = {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
};

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BIOME = '@biomejs/biome/bin/biome';
const TSC = 'typescript/bin/tsc';

/** In the order in which they run: what is cheap and explains the rest comes first. */
const STAGES: readonly Stage[] = [
  {
    name: 'format',
    run: tool(BIOME, 'check', '--linter-enabled=false', '--max-diagnostics=none', '.'),
  },
  { name: 'lint', run: tool(BIOME, 'lint', '--error-on-warnings', '--max-diagnostics=none', '.') },
  { name: 'types', run: tool(TSC, '-p', '.') },
  { name: 'types of the console', run: tool(TSC, '-p', 'scripts/tsconfig.renderer.json') },
  { name: 'build', run: buildOnce },
  { name: 'unit and house', run: () => runTests(['test/**/*.test.ts']) },
  { name: 'end to end', run: () => runSpecs() },
  { name: 'packed program', run: checkPacking },
];

/** A stage that is one program of an installed package: it counts as one, by its exit code. */
function tool(program: string, ...args: readonly string[]): () => Promise<Outcome> {
  return () => node(join('node_modules', program), ...args);
}

/** The console, and what the tests start: where it cannot be built they start the sources. */
async function buildOnce(): Promise<Outcome> {
  const outcome = await node(join('scripts', 'build-check.ts'));
  if (outcome.failed === 0) process.env[ARE_BUILT] = '1';
  return outcome;
}

function node(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => output.push(bytes));
    child.on('error', (error) => resolve(failure(String(error))));
    child.on('close', (code) => {
      if (code === 0) resolve({ passed: 1, failed: 0, skipped: 0, report: [] });
      else resolve(failure(Buffer.concat(output).toString().trimEnd()));
    });
  });
}

function failure(report: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, report: [report] };
}

/** Runs the stages and returns the sum of what they counted. */
async function check(): Promise<Outcome> {
  let total: Outcome = { passed: 0, failed: 0, skipped: 0, report: [] };
  for (const stage of STAGES) {
    const start = performance.now();
    const outcome = await stage
      .run()
      .catch((error: unknown) => failure(error instanceof Error ? `${error.stack}` : `${error}`));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    for (const line of outcome.report) console.log(line);
    console.log(`${outcome.failed === 0 ? 'ok  ' : 'FAIL'} ${stage.name} (${seconds} s)`);
    total = {
      passed: total.passed + outcome.passed,
      failed: total.failed + outcome.failed,
      skipped: total.skipped + outcome.skipped,
      report: [],
    };
  }
  return total;
}

process.chdir(ROOT);
const { passed, failed, skipped } = await check();
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
