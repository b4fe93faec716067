// One line of what `npm run pack:check` says.

export type Finding = {
  /** Which check the line belongs to: lines of one check pass or miss together. */
  readonly check: string;
  /** What was looked at. */
  readonly what: string;
  readonly detail: string;
  /** What is wrong with it, or null. */
  readonly wrong: string | null;
};

export function printFindings(findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, detail, wrong } of findings) {
    const mark = wrong === null ? 'ok  ' : 'MISS';
    console.log(`${mark} ${what.padEnd(width)}  ${detail}${wrong === null ? '' : `: ${wrong}`}`);
  }
}
