// The command line of a clone: `counterfoil COMMAND`, run by Node, ends with the command's exit code.
import { runCommandLine } from './run.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), process.env, {
  out: process.stdout,
  err: process.stderr,
});
