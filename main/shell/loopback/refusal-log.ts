// The loopback shell's log: codes and plain data, and never so many lines that a flood of refused
// requests fills the disk.

/** One line of the shell's log: a code and plain data, never a token, a cookie or a header. */
export type LogEntry = { readonly code: string; readonly [detail: string]: string | number };

export type Log = (entry: LogEntry) => void;

const MINUTE = 60_000;

/** A log of refusals: so many lines a minute, then one line that counts what was left out. */
export function limitRefusals(log: Log, now: () => number, linesPerMinute: number): Log {
  let minute = 0;
  let lines = 0;
  let leftOut = 0;
  return (entry) => {
    const current = Math.floor(now() / MINUTE);
    if (current !== minute) {
      if (leftOut > 0) log({ code: 'refusals_not_logged', count: leftOut });
      minute = current;
      lines = 0;
      leftOut = 0;
    }
    lines += 1;
    if (lines > linesPerMinute) leftOut += 1;
    else log(entry);
  };
}
