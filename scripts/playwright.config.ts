// The end-to-end specs' set-up: one project per shell, so that a second one runs the same specs.

import { availableParallelism } from 'node:os';
import { defineConfig } from 'playwright/test';
import { launchOptions } from '../test/e2e/app.ts';

// biome-ignore lint/style/noDefaultExport: Playwright reads its set-up from the default export.
export default defineConfig({
  testDir: '../test/e2e',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // One more than there are processors: a spec waits for its office and its page a third of its time.
  workers: Math.min(availableParallelism(), 4) + 1,
  // Limits say that something hangs, not that it is slow: a busy machine takes its time.
  timeout: 300_000,
  expect: { timeout: 45_000 },
  // One set of specs for both shells; only what is about one of them alone bears its name.
  projects: [
    { name: 'loopback', testIgnore: 'desktop*.spec.ts' },
    { name: 'desktop', testIgnore: 'loopback*.spec.ts' },
  ],
  use: {
    launchOptions: launchOptions(),
    viewport: { width: 1440, height: 900 },
    actionTimeout: 45_000,
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
