// Goal: the end-to-end stage counts what Playwright reports, and nothing that is not a pass passes.
// Method: made-up reports of each verdict, compared whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JSONReport } from 'playwright/types/testReporter';
import { outcomeOf } from '../../scripts/check-e2e.ts';

type Told = { readonly title: string; readonly status: string; readonly said?: string };

/** A report with one suite in another, as Playwright nests files and groups. */
function reportOf(tests: readonly Told[], errors: readonly string[] = []): JSONReport {
  const specs = tests.map(({ title, status, said }) => ({
    title,
    file: 'a.spec.ts',
    line: 7,
    tests: [
      {
        projectName: 'loopback',
        status,
        annotations: status === 'skipped' ? [{ type: 'skip', description: said }] : [],
        results: [{ errors: status === 'skipped' ? [] : [{ message: said }] }],
      },
    ],
  }));
  return JSON.parse(
    JSON.stringify({
      suites: [{ specs: specs.slice(0, 1), suites: [{ specs: specs.slice(1) }] }],
      errors: errors.map((message) => ({ message })),
    }),
  );
}

test('each verdict is counted once, at any depth', () => {
  const outcome = outcomeOf(
    reportOf([
      { title: 'good', status: 'expected' },
      { title: 'bad', status: 'unexpected', said: 'not equal' },
      { title: 'lucky', status: 'flaky', said: 'at first' },
      { title: 'absent', status: 'skipped', said: 'no display' },
    ]),
  );
  assert.deepEqual(outcome, {
    passed: 1,
    failed: 2,
    skipped: 1,
    report: [
      'FAIL a.spec.ts:7 [loopback] bad\nnot equal',
      'FAIL a.spec.ts:7 [loopback] lucky\nat first',
      'skip a.spec.ts:7 [loopback] absent: no display',
    ],
  });
});

test('an error outside every spec has failed', () => {
  assert.deepEqual(outcomeOf(reportOf([], ['cannot be loaded'])), {
    passed: 0,
    failed: 1,
    skipped: 0,
    report: ['FAIL cannot be loaded'],
  });
});
