// Runs the end-to-end specs for the check: sees to a browser, builds the console, runs Playwright
// and counts what it reports: failures in full, skips with their reasons.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONReport, JSONReportSpec, JSONReportSuite } from 'playwright/types/testReporter';
import { ARE_BUILT } from '../test/programs.ts';
import type { Outcome } from './check.ts';
import { desktopRuntime } from './desktop-runtime.ts';
import { ensureBrowser } from './ensure-browser.ts';
import { slowestOf } from './slowest.ts';

const CONFIG = join('scripts', 'playwright.config.ts');
const PLAYWRIGHT = join('node_modules', 'playwright', 'cli.js');
const OUTPUT_KEPT = 20_000;

/** Builds the console, unless the check has, and runs the specs; `only` narrows them to files or titles. */
export async function runSpecs(only: readonly string[] = []): Promise<Outcome> {
  const browser = ensureBrowser();
  if ('why' in browser) {
    return { passed: 0, failed: 0, skipped: 1, report: [`skip end to end: ${browser.why}`] };
  }
  const runtime = desktopRuntime();
  if (runtime.why !== null) return failure(runtime.why);
  if (process.env[ARE_BUILT] !== '1') {
    const built = await runNode([join('scripts', 'build.ts')], {});
    if (built.code !== 0) return failure(`The console was not built:\n${built.output}`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-check-'));
  const file = join(folder, 'report.json');
  try {
    const args = [PLAYWRIGHT, 'test', '-c', CONFIG, '--reporter=json', ...only];
    const run = await runNode(args, {
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      COUNTERFOIL_BROWSER: browser.path,
    });
    const report = await readFile(file, 'utf8').then(readReport, () => null);
    if (report === null) return failure(`Playwright left no report:\n${run.output}`);
    const outcome = outcomeOf(report);
    const counted = outcome.passed + outcome.failed + outcome.skipped;
    return counted === 0 || (run.code !== 0 && outcome.failed === 0)
      ? failure(`Playwright ended with ${run.code}:\n${run.output}`)
      : { ...outcome, report: [`note ${runtime.words}`, ...outcome.report] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function failure(report: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, report: [report] };
}

function runNode(
  args: readonly string[],
  env: { readonly [name: string]: string },
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const hear = (bytes: Buffer) => {
      output = (output + bytes.toString()).slice(-OUTPUT_KEPT);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => resolve({ code: null, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

function readReport(text: string): JSONReport {
  return JSON.parse(text);
}

/** A spec counts once per project; one that passed only when repeated has failed. The slowest come last. */
export function outcomeOf({ suites, errors }: JSONReport): Outcome {
  const counts = { passed: 0, failed: errors.length, skipped: 0 };
  const report = errors.map(({ message }) => `FAIL ${message}`);
  const milliseconds = new Map<string, number>();
  for (const spec of suites.flatMap(specsOf)) {
    for (const test of spec.tests) {
      const took = test.results.reduce((sum, { duration }) => sum + duration, 0);
      milliseconds.set(spec.file, (milliseconds.get(spec.file) ?? 0) + took);
      const name = `${spec.file}:${spec.line} [${test.projectName}] ${spec.title}`;
      if (test.status === 'expected') counts.passed += 1;
      else if (test.status === 'skipped') {
        counts.skipped += 1;
        const reasons = test.annotations.map(({ description }) => description ?? '');
        report.push(`skip ${name}: ${reasons.join('; ')}`);
      } else {
        counts.failed += 1;
        const messages = test.results.flatMap(({ errors: each }) => each.map((one) => one.message));
        report.push(`FAIL ${name}\n${messages.join('\n')}`);
      }
    }
  }
  return { ...counts, report: [...report, ...slowestOf(milliseconds)] };
}

function specsOf(suite: JSONReportSuite): JSONReportSpec[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

if (import.meta.main) {
  const { passed, failed, skipped, report } = await runSpecs(process.argv.slice(2));
  for (const line of report) console.log(line);
  console.log(`e2e: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}
