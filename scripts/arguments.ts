// Reads what a person typed after a command of the project, and says in one line what is wrong.

/** Says what is wrong with the command and ends the process as a usage error, exit code 2. */
export function usage(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

/** A whole number from `least` to `most`; `name` says which argument it was. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  return usage(`${name} is a whole number from ${least} to ${most}, not ${text}`);
}
