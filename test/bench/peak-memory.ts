// Measures how much memory a program needs at its peak, in a process of its own, so that neither
// the bench nor what ran before it counts.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const REPORT_PEAK = fileURLToPath(new URL('./report-peak.cjs', import.meta.url));

/**
 * Runs `node program …args` to its end and gives the largest resident size the system saw, in
 * bytes. Throws with what the program printed on standard error if it fails.
 */
export function peakMemory(program: string, args: readonly string[] = []): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-r', REPORT_PEAK, program, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    let peak = '';
    child.stdio[2]?.on('data', (bytes: Buffer) => {
      errors = `${errors}${bytes}`.slice(-4_000);
    });
    child.stdio[3]?.on('data', (bytes: Buffer) => {
      peak += bytes;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 && peak !== '') resolve(Number(peak) * 1024);
      else reject(new Error(`${program} ended with ${code}: ${errors}`));
    });
  });
}
