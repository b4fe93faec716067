// The command line: `counterfoil COMMAND`. Reads the arguments, runs the command, and ends with
// its exit code.

import { terminalLanguage } from '../environment.ts';
import { importAccounts } from './accounts-import.ts';
import { type Command, type Options, readArguments } from './arguments.ts';
import { audit } from './audit.ts';
import { demo } from './demo.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { inspect } from './inspect.ts';
import { createOutput, type Output } from './output.ts';
import { settle } from './settle.ts';
import { status } from './status.ts';
import { submit } from './submit.ts';
import { verify } from './verify.ts';
import { type Desk, withOffice } from './with-office.ts';

function run(command: Command, options: Options, output: Output): Promise<Exit> {
  if (command.name === 'inspect') return inspect(command.files, output);
  if (command.name === 'verify') return verify(command, output);
  if (command.name === 'demo') return demo(output);
  const book = { folder: options.data, demo: false, clockStartsAt: null };
  return withOffice(book, output, (desk) => runInBook(command, desk, output));
}

function runInBook(
  command: Exclude<Command, { readonly name: 'inspect' | 'verify' }>,
  desk: Desk,
  output: Output,
): Promise<Exit> {
  switch (command.name) {
    case 'accounts import':
      return importAccounts(desk, command.file, output);
    case 'submit':
      return submit(desk, command, output);
    case 'settle':
      return settle(desk, command, output);
    case 'status':
      return status(desk, output);
    case 'audit':
      return audit(desk, output);
    case 'demo':
      return demo(output);
  }
}

const streams = { out: process.stdout, err: process.stderr };
const asked = readArguments(process.argv.slice(2), process.env);
if (asked === null) {
  const language = terminalLanguage(null, process.env);
  createOutput({ language, json: false, ...streams }).line('usage');
  process.exitCode = EXIT.usage;
} else {
  const { command, options } = asked;
  const output = createOutput({ ...options, ...streams });
  try {
    process.exitCode = await run(command, options, output);
  } catch (error) {
    // Node would end with 1 here, which says that something was refused.
    output.fault('unexpected', String(error));
    process.exitCode = EXIT.fault;
  }
}
