// The command of `counterfoil --cli …`, in a utility process of its own: the same commands as in a
// clone, with offices that the main process starts.
import { EXIT } from '../cli/exit-codes.ts';
import { runCommandLine } from '../cli/run.ts';
import { type CommandPort, relayedOffices } from './office-relay.ts';

function isCommandPort(value: unknown): value is CommandPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

const port = 'parentPort' in process ? process.parentPort : null;
if (isCommandPort(port)) {
  const exit = await runCommandLine(
    process.argv.slice(2),
    process.env,
    { out: process.stdout, err: process.stderr },
    relayedOffices(port),
  );
  // The port keeps this process alive, so it ends itself once its last words have left.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(exit)));
} else {
  process.exitCode = EXIT.usage;
}
