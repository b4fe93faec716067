// One command from its arguments to its exit code, wherever its offices are started: as children of
// Node, or as utility processes of Electron in a packed build.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { nodeChild, type StartOfficeProcess } from '../../office/supervise.ts';
import { type Environment, terminalLanguage } from '../environment.ts';
import { keysForCommand } from '../secrets.ts';
import { importAccounts } from './accounts-import.ts';
import { approval } from './approval.ts';
import { type CarriedCommand, isCarriedCommand } from './approval-arguments.ts';
import { type Command, type Options, readArguments } from './arguments.ts';
import { audit } from './audit.ts';
import { backup, drill } from './backup.ts';
import { carried } from './carried.ts';
import { coreJournal } from './core.ts';
import { coreBalances, importCore } from './core-in.ts';
import { demo, demoScenes } from './demo.ts';
import { event } from './event.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { type HandOverCommand, handOver, isHandOverCommand } from './hand-over.ts';
import { inspect } from './inspect.ts';
import { intake } from './intake.ts';
import { isKeyCommand, type KeyCommand } from './key-arguments.ts';
import { keys as keysOfBook, notChanged } from './keys.ts';
import { balances, closeDay, openItems, statement } from './ledger.ts';
import { exportMaster, importMaster, searchMaster } from './master.ts';
import { createOutput, type Output, type Sink } from './output.ts';
import { overrideList } from './override.ts';
import { people } from './people.ts';
import type { SeatAsked } from './people-arguments.ts';
import { setPolicy } from './policy.ts';
import { positions } from './positions.ts';
import { redrive } from './redrive.ts';
import { rerun } from './rerun.ts';
import { restore } from './restore.ts';
import { settle } from './settle.ts';
import { remind, sign } from './sign.ts';
import { status } from './status.ts';
import { submit } from './submit.ts';
import { unwind } from './unwind.ts';
import { verify } from './verify.ts';
import { type Desk, withOffice } from './with-office.ts';

async function run(
  command: Command,
  options: Options,
  output: Output,
  startOffice: StartOfficeProcess,
): Promise<Exit> {
  if (command.name === 'inspect') return inspect(command.files, output);
  if (command.name === 'verify') return verify(command, options, output);
  if (command.name === 'restore') return restore(options, command.backup, output);
  if (command.name === 'demo') {
    const { role, scenes } = command;
    const [first, ...further] = scenes;
    if (first === undefined) return demo(output, startOffice);
    return demoScenes({ role, scenes: [first, ...further] }, output, startOffice);
  }
  if (isKeyCommand(command)) {
    return keysOfBook(command, { folder: options.data, files: options, output });
  }
  if (isCarriedCommand(command)) return carried(command, options, output);
  const keys = await keysForCommand(options.data, options, output);
  if (!keys.ok) return notChanged(keys.refusal, output);
  const folder = options.data;
  const { role, seat } = options;
  const started = { folder, demo: false, clockStartsAt: null, startOffice, keys: keys.value, seat };
  const book = role === null ? started : { ...started, role };
  return withOffice(book, output, (desk) => {
    if (command.name === 'event') return event(desk, command, output);
    if (isHandOverCommand(command)) return handOver(command, desk, output);
    return runInBook(command, desk, seat, output);
  });
}

/** The commands that are asked of an open book, but those that book events or hand over. */
type InBook = Exclude<
  Command,
  | KeyCommand
  | CarriedCommand
  | HandOverCommand
  | { readonly name: 'inspect' | 'verify' | 'restore' | 'demo' | 'event' }
>;

function runInBook(command: InBook, desk: Desk, seat: SeatAsked, output: Output): Promise<Exit> {
  switch (command.name) {
    case 'accounts import':
      return importAccounts(desk, command.file, output);
    case 'submit':
      return submit(desk, command, output);
    case 'settle':
      return settle(desk, command, output);
    case 'unwind':
      return unwind(desk, command, output);
    case 'status':
      return status(desk, output);
    case 'positions':
      return positions(desk, output);
    case 'backup':
      return backup(desk, command.to, output);
    case 'drill':
      return drill(desk, output);
    case 'audit':
      return audit(desk, output);
    case 'close-day':
      return closeDay(desk, command, output);
    case 'open-items':
      return openItems(desk, output);
    case 'statement':
      return statement(desk, command, output);
    case 'core journal':
      return coreJournal(desk, command, output);
    case 'core import':
      return importCore(desk, command.file, output);
    case 'core balances':
      return coreBalances(desk, output);
    case 'balances':
      return balances(desk, command, output);
    case 'master import':
      return importMaster(desk, command, output);
    case 'master export':
      return exportMaster(desk, command.kind, output);
    case 'master search':
      return searchMaster(desk, command.text, output);
    case 'policy':
      return setPolicy(desk, command, output);
    case 'intake':
      return intake(desk, command, output);
    case 'approval export':
    case 'approval import':
    case 'approval enrol':
    case 'approval keys':
    case 'approval accept':
    case 'approval refuse':
    case 'approval revoke':
      return approval(command, desk, seat, output);
    case 'remind':
    case 'sign':
    case 'override list':
      return whatWaits(command, desk, output);
    case 'redrive':
      return redrive(desk, command, output);
    case 'rerun':
      return rerun(desk, command, output);
    default:
      return people(command, desk, seat, output);
  }
}

/** What waits for a signature, or was let happen without one. */
function whatWaits(
  command: Extract<Command, { readonly name: 'remind' | 'sign' | 'override list' }>,
  desk: Desk,
  output: Output,
): Promise<Exit> {
  if (command.name === 'remind') return remind(desk, command.thing, output);
  if (command.name === 'sign') return sign(desk, command, output);
  return overrideList(desk, output);
}

export type Streams = { readonly out: Sink; readonly err: Sink };

/**
 * Runs `counterfoil …args` and answers its exit code; nothing is thrown. With `--output FILE` all
 * of its words go into the file instead, for a Windows program has no console of its own.
 */
export async function runCommandLine(
  args: readonly string[],
  env: Environment,
  streams: Streams,
  startOffice: StartOfficeProcess = nodeChild(),
): Promise<Exit> {
  const asked = readArguments(args, env);
  if (asked === null) {
    const language = terminalLanguage(null, env);
    createOutput({ language, json: false, ...streams }).line('usage');
    return EXIT.usage;
  }
  const { command, options } = asked;
  if (options.output === null) return runSafely(command, options, streams, startOffice);
  const file = createWriteStream(options.output, { mode: 0o600 });
  const written = finished(file);
  try {
    // A file that cannot be written is known before anything is done.
    await Promise.race([once(file, 'open'), written]);
    const sinks = { out: file, err: file };
    const exit = await runSafely(command, options, sinks, startOffice);
    file.end();
    await written;
    return exit;
  } catch (error) {
    // Its words are lost, and whoever reads the file must not take silence for success.
    createOutput({ ...options, ...streams }).fault('output_not_written', String(error));
    return EXIT.fault;
  }
}

async function runSafely(
  command: Command,
  options: Options,
  streams: Streams,
  startOffice: StartOfficeProcess,
): Promise<Exit> {
  const output = createOutput({ ...options, ...streams });
  try {
    return await run(command, options, output, startOffice);
  } catch (error) {
    // Node would end with 1 here, which says that something was refused.
    output.fault('unexpected', String(error));
    return EXIT.fault;
  }
}
