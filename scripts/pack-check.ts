// `npm run pack:check`: packs the program for Linux, lists what is in it, and checks it: every file
// allowed and intact, nothing missing, all fuses as stated, the native part the one that was locked.
// Ends with 1 on any miss.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPacked, type Finding } from './packing/check-packed.ts';
import { packLinux, runNode } from './packing/pack-linux.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

function printTable(findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, detail, wrong } of findings) {
    const mark = wrong === null ? 'ok  ' : 'MISS';
    console.log(`${mark} ${what.padEnd(width)}  ${detail}${wrong === null ? '' : `: ${wrong}`}`);
  }
}

async function run(): Promise<number> {
  const built = await runNode(ROOT, [join('scripts', 'build.ts')]);
  if (built.code !== 0) {
    console.error(`The program was not built:\n${built.said}`);
    return 1;
  }
  const packed = await packLinux(ROOT);
  const findings = await checkPacked(packed, ROOT);
  printTable(findings);
  const misses = findings.filter(({ wrong }) => wrong !== null).length;
  console.log(`${findings.length} lines, ${misses} misses`);
  return misses === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await run();
