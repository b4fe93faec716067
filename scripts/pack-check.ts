// `npm run pack:check`: packs the program for Linux, lists what is in it, and checks it: every file
// allowed and intact, nothing missing, all fuses as stated, the native part the one that was locked,
// and the program running from its own files. Ends with 1 on any miss.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './check.ts';
import { checkPacked } from './packing/check-packed.ts';
import { type Finding, printFindings } from './packing/finding.ts';
import { packLinux, runNode } from './packing/pack-linux.ts';
import { runPacked } from './packing/run-packed.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Builds, packs, looks and runs; throws when it cannot be built or packed. */
async function packAndCheck(): Promise<readonly Finding[]> {
  const built = await runNode(ROOT, [join('scripts', 'build.ts')]);
  if (built.code !== 0) throw new Error(`The program was not built:\n${built.said}`);
  const packed = await packLinux(ROOT);
  return [...(await checkPacked(packed, ROOT)), ...(await runPacked(packed, ROOT))];
}

/** The check as a stage of `npm test`: each kind of check counts as one. */
export async function checkPacking(): Promise<Outcome> {
  const findings = await packAndCheck();
  const checks = [...new Set(findings.map(({ check }) => check))];
  const isSkipped = (check: string): boolean =>
    findings.some((each) => each.check === check && each.detail.startsWith('skipped: '));
  const misses = findings.filter(({ wrong }) => wrong !== null);
  const failed = new Set(misses.map(({ check }) => check)).size;
  const skipped = checks.filter(isSkipped).length;
  return {
    passed: checks.length - failed - skipped,
    failed,
    skipped,
    report: findings
      .filter(({ wrong, detail }) => wrong !== null || detail.startsWith('skipped: '))
      .map(({ what, detail, wrong }) =>
        wrong === null
          ? `skip ${what}: ${detail.slice('skipped: '.length)}`
          : `FAIL ${what}: ${wrong}`,
      ),
  };
}

if (import.meta.main) {
  const findings = await packAndCheck();
  printFindings(findings);
  const misses = findings.filter(({ wrong }) => wrong !== null).length;
  console.log(`${findings.length} lines, ${misses} misses`);
  process.exitCode = misses === 0 ? 0 : 1;
}
