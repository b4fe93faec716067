// Runs the tests of `node --test` and counts them for the check: failures in full with what their
// file printed, skips with their reasons, and the notes that tests leave by `t.diagnostic`.

import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import type { Outcome } from './check.ts';
import { slowestOf } from './slowest.ts';

/** One finished test or suite, as the runner reports it. */
type Finished = {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: {
    readonly type?: string | undefined;
    readonly error?: (Error & { readonly failureType?: unknown }) | undefined;
  };
};

/** A file that takes longer than this is stopped and has failed. */
const MILLISECONDS_PER_FILE = 600_000;
/** What is kept of one file's own output, to be shown only when one of its tests fails. */
const OUTPUT_KEPT = 20_000;

/** Where files are that take long: they begin first, so that at the end no processor waits for one. */
const BEGIN_FIRST = [/^test.simulation\b/, /^test.office\b/, /^test.shell\b/, /^test.ledger\b/];

/** The files that the patterns name, in the order in which they begin. */
function filesOf(globPatterns: readonly string[]): string[] {
  const place = (file: string): number => {
    const at = BEGIN_FIRST.findIndex((folder) => folder.test(file));
    return at < 0 ? BEGIN_FIRST.length : at;
  };
  const files = globSync([...globPatterns]).sort();
  return files.sort((one, other) => place(one) - place(other));
}

/**
 * Runs every test file the patterns name, as many at once as there are processors. The report ends
 * with the files that took longest, where there are many.
 */
export async function runTests(globPatterns: readonly string[]): Promise<Outcome> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const report: string[] = [];
  const output = new Map<string, string>();
  const open = new Map<string, string[]>();
  const fail = (test: Finished, why: string): void => {
    counts.failed += 1;
    report.push(`FAIL ${placeOf(test, open)}\n${why}`);
    const file = resolve(test.file ?? '');
    const printed = output.get(file);
    if (printed !== undefined) report.push(`its file printed:\n${printed.trimEnd()}`);
    output.delete(file);
  };
  const files = filesOf(globPatterns);
  if (files.length === 0) {
    return { ...counts, failed: 1, report: [`FAIL no test found in ${globPatterns.join(', ')}`] };
  }
  const milliseconds = new Map<string, number>();
  const events = run({
    files,
    concurrency: availableParallelism(),
    timeout: MILLISECONDS_PER_FILE,
  });
  for await (const { type, data } of events) {
    if (type === 'test:start') noteStart(open, data);
    else if (type === 'test:stdout' || type === 'test:stderr') {
      // The runner names a file here as the pattern found it, elsewhere by its whole path.
      const file = resolve(data.file);
      output.set(file, `${output.get(file) ?? ''}${data.message}`.slice(-OUTPUT_KEPT));
    } else if (type === 'test:summary' && data.file !== undefined) {
      milliseconds.set(relative('.', data.file), data.duration_ms);
    } else if (type === 'test:diagnostic' && data.file !== undefined) {
      report.push(`note ${relative('.', data.file)}: ${data.message}`);
    } else if (type === 'test:pass') {
      const verdict = verdictOnPass(data);
      if (verdict === 'passed') counts.passed += 1;
      if (verdict === 'skipped') {
        counts.skipped += 1;
        report.push(`skip ${placeOf(data, open)}: ${data.skip}`);
      }
      if (verdict === 'unexplained') fail(data, 'Left out without a reason: run it, or say why.');
    } else if (type === 'test:fail') {
      const why = reasonOfFailure(data);
      if (why !== null) fail(data, why);
    }
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    return { ...counts, failed: 1, report: [`FAIL no test found in ${globPatterns.join(', ')}`] };
  }
  return { ...counts, report: [...report, ...slowestOf(milliseconds)] };
}

/** Remembers the names above a test, which the runner reports one level at a time. */
function noteStart(
  open: Map<string, string[]>,
  { file, name, nesting }: Pick<Finished, 'file' | 'name' | 'nesting'>,
): void {
  const names = open.get(file ?? '') ?? [];
  open.set(file ?? '', [...names.slice(0, nesting), name]);
}

function placeOf(test: Finished, open: ReadonlyMap<string, readonly string[]>): string {
  const above = (open.get(test.file ?? '') ?? []).slice(0, test.nesting);
  const file = test.file === undefined ? '' : `${relative('.', test.file)}:${test.line ?? 1} `;
  return `${file}${[...above, test.name].join(' > ')}`;
}

/** A suite counts through its tests; a skip or a todo counts only with the reason it gives. */
function verdictOnPass(test: Finished): 'passed' | 'skipped' | 'unexplained' | 'suite' {
  if (test.todo !== undefined && test.todo !== false) return 'unexplained';
  if (test.skip !== undefined && test.skip !== false) {
    return typeof test.skip === 'string' && test.skip !== '' ? 'skipped' : 'unexplained';
  }
  return test.details.type === 'suite' ? 'suite' : 'passed';
}

/** Why a test failed, or null when only a test inside it did, which is reported by itself. */
function reasonOfFailure({ details }: Finished): string | null {
  const error = details.error;
  if (error?.failureType === 'subtestsFailed') return null;
  const cause = error?.cause ?? error;
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 8, maxStringLength: 20_000 });
}
