// Makes the next sync of a running process fail with EIO, as a dying disk would: strace is attached
// to it and answers the call in the kernel's place.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/** Why it cannot be done here, in words; null where it can. */
export function whyNoStrace(): string | null {
  if (process.platform !== 'linux') return 'strace is of Linux';
  return spawnSync('strace', ['-V']).status === 0 ? null : 'strace is not installed';
}

export type Injected = {
  /** Lets go of the process, if it still runs. */
  readonly end: () => void;
  /** What strace saw, for the diagnosis. */
  readonly seen: () => string;
};

/**
 * Attaches to every thread of the process `pid`; resolves when the next sync of a file will fail.
 * Null, when the system does not let one process trace another.
 */
export async function failNextSync(pid: number): Promise<Injected | null> {
  const inject = ['fsync', 'fdatasync'].flatMap((call) => [
    '-e',
    `inject=${call}:error=EIO:when=1`,
  ]);
  const tracer = spawn(
    'strace',
    ['-f', '-p', String(pid), '-e', 'trace=fsync,fdatasync', ...inject],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let seen = '';
  const attached = await new Promise<boolean>((resolve) => {
    tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
      seen += text;
      if (/ attached/.test(seen)) resolve(true);
    });
    tracer.on('exit', () => resolve(false));
    tracer.on('error', () => resolve(false));
  });
  if (!attached) return null;
  return { end: () => endOf(tracer), seen: () => seen };
}

function endOf(tracer: ChildProcess): void {
  if (tracer.exitCode === null) tracer.kill('SIGINT');
}
