// What the command line was asked to do; null when it cannot be understood.
import { parseArgs } from 'node:util';
import { BOOK_ROLES, type BookRole } from '../../domain/chart-of-accounts.ts';
import { type DemoScene, scenesOf } from '../../domain/demo-scenes.ts';
import {
  defaultDataFolder,
  type Environment,
  LANGUAGES,
  type Language,
  pathFromHere,
  terminalLanguage,
} from '../environment.ts';
import {
  APPROVAL_OPTIONS,
  type ApprovalCommand,
  approvalCommand,
  type CarriedCommand,
  strayApprovalOption,
} from './approval-arguments.ts';
import { type EventCommand, eventCommand } from './event.ts';
import { type HandOverCommand, handOverCommand, strayHandOverOption } from './hand-over.ts';
import {
  type KeyCommand,
  type KeyFiles,
  keyCommand,
  keyFilesOf,
  strayKeyOption,
} from './key-arguments.ts';
import { type LedgerCommand, ledgerCommand, strayOption } from './ledger-arguments.ts';
import { type MasterCommand, masterCommand } from './master-arguments.ts';
import { overrideCommand } from './override.ts';
import {
  PEOPLE_OPTIONS,
  type PeopleCommand,
  peopleCommand,
  type SeatAsked,
  seatAsked,
  strayPeopleOption,
} from './people-arguments.ts';
import { type EngineCommand, engineCommand } from './redrive.ts';
import { type RerunAsked, rerunAsked } from './rerun.ts';
import { type SignCommand, signCommand } from './sign.ts';
import { type UnwindCommand, unwindCommand } from './unwind.ts';

export type Options = KeyFiles & {
  /** The book's folder, absolute. */
  readonly data: string;
  readonly language: Language;
  readonly json: boolean;
  /** The file that takes every word instead of the terminal, absolute; null without one. */
  readonly output: string | null;
  /** What a book that is made here is for; null takes any book, and makes a participant's. */
  readonly role: BookRole | null;
  /** Who runs the command, in a book with people. */
  readonly seat: SeatAsked;
};

export type Command =
  | { readonly name: 'inspect'; readonly files: readonly string[] }
  | { readonly name: 'accounts import'; readonly file: string }
  | { readonly name: 'submit'; readonly files: readonly string[]; readonly accounts: string | null }
  | { readonly name: 'status' | 'positions' | 'audit' | 'drill' }
  | { readonly name: 'override list' }
  | {
      readonly name: 'backup';
      /** Another folder than the book's own, or null. */
      readonly to: string | null;
    }
  | {
      readonly name: 'restore';
      /** The name of one of the book's own backups, a backup's folder, or a book's file. */
      readonly backup: string;
    }
  | {
      readonly name: 'demo';
      /** Whose day it is, and its scenes to play up to in order; none: the branch's short journey. */
      readonly role: BookRole;
      readonly scenes: readonly DemoScene[];
    }
  | LedgerCommand
  | MasterCommand
  | KeyCommand
  | PeopleCommand
  | CarriedCommand
  | ApprovalCommand
  | HandOverCommand
  | { readonly name: 'policy'; readonly policy: string; readonly value: string }
  | ({ readonly name: 'rerun' } & RerunAsked)
  | EngineCommand
  | EventCommand
  | SignCommand
  | UnwindCommand
  | {
      readonly name: 'verify';
      readonly file: string;
      /** `HEAD:COUNT`, or a file that holds an anchor; null without one. */
      readonly anchor: string | null;
    }
  | {
      readonly name: 'settle';
      /** `EUR=615300.25`: what came in, and what the settlement advice says. */
      readonly inward: readonly string[];
      readonly advice: readonly string[];
    };

export type Asked = { readonly command: Command; readonly options: Options };

/** Reads the arguments; relative paths resolve against where the person stands. */
export function readArguments(args: readonly string[], env: Environment): Asked | null {
  const parsed = parsedOrNull(args);
  if (parsed === null) return null;
  const { values, positionals } = parsed;
  const asked = LANGUAGES.find((each) => each === values.lang) ?? null;
  if (values.lang !== undefined && asked === null) return null;
  if (values.data === '' || values.output === '') return null;
  const role = BOOK_ROLES.find((each) => each === values.role);
  if (values.role !== undefined && role === undefined) return null;
  const here = (path: string): string => pathFromHere(path, env);
  const command = commandOf(positionals, values, here);
  const files = keyFilesOf(values, here);
  const seat = seatAsked(values, here);
  if (command === null || files === null || seat === null) return null;
  return {
    command,
    options: {
      ...files,
      data: values.data === undefined ? defaultDataFolder(env) : here(values.data),
      language: terminalLanguage(asked, env),
      json: values.json ?? false,
      role: role ?? null,
      seat,
      output: values.output === undefined ? null : here(values.output),
    },
  };
}

type Values = NonNullable<ReturnType<typeof parsedOrNull>>['values'];

function parsedOrNull(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        output: { type: 'string' },
        accounts: { type: 'string' },
        inward: { type: 'string', multiple: true },
        advice: { type: 'string', multiple: true },
        anchor: { type: 'string' },
        to: { type: 'string' },
        day: { type: 'string' },
        rate: { type: 'string', multiple: true },
        carry: { type: 'string', multiple: true },
        currency: { type: 'string' },
        at: { type: 'string' },
        reason: { type: 'string' },
        from: { type: 'string' },
        edition: { type: 'string' },
        base: { type: 'string' },
        'valid-until': { type: 'string' },
        'key-file': { type: 'string', multiple: true },
        'new-key-file': { type: 'string' },
        'drop-others': { type: 'boolean' },
        try: { type: 'string', multiple: true },
        scene: { type: 'string', multiple: true },
        role: { type: 'string' },
        confirm: { type: 'string' },
        ...PEOPLE_OPTIONS,
        ...APPROVAL_OPTIONS,
        'key-passphrase-file': { type: 'string' },
      },
    });
  } catch {
    return null;
  }
}

/** Whether an option is given that the command `name` with `what` does not take. */
function isStray(name: string | undefined, what: string | undefined, values: Values): boolean {
  const settles = values.inward !== undefined || values.advice !== undefined;
  if (settles && name !== 'settle') return true;
  if (values.accounts !== undefined && name !== 'submit') return true;
  if (values.anchor !== undefined && name !== 'verify') return true;
  const isApproval = name === 'approval';
  const takesTo = isApproval || name === 'backup' || name === 'handover';
  if (values.to !== undefined && !takesTo) return true;
  const imports = name === 'master' && what === 'import';
  const { edition, base, 'valid-until': until } = values;
  if ((edition ?? base ?? until) !== undefined && !imports) return true;
  const takesReason =
    imports || isApproval || name === 'intake' || name === 'event' || name === 'unwind';
  if (values.reason !== undefined && !takesReason) return true;
  const takesFrom = imports || name === 'rerun' || name === 'people';
  if (values.from !== undefined && !takesFrom) return true;
  if (values.try !== undefined && name !== 'rerun') return true;
  if (values.scene !== undefined && name !== 'demo') return true;
  if (values.confirm !== undefined && name !== 'sign' && name !== 'event') {
    return true;
  }
  if (strayOption(name, values) || strayKeyOption(name, values)) return true;
  if (strayPeopleOption(name, what, values) || strayHandOverOption(name, what, values)) return true;
  return strayApprovalOption(name, what, values);
}

function commandOf(
  positionals: readonly string[],
  values: Values,
  here: (path: string) => string,
): Command | null {
  const [name, ...rest] = positionals;
  if (isStray(name, rest[0], values)) return null;
  const files = rest.map(here);
  switch (name) {
    case 'inspect':
      return files.length === 0 ? null : { name, files };
    case 'accounts': {
      const [what, file, ...more] = rest;
      if (what !== 'import' || file === undefined || more.length > 0) return null;
      return { name: 'accounts import', file: here(file) };
    }
    case 'submit': {
      const accounts = values.accounts === undefined ? null : here(values.accounts);
      return files.length === 0 ? null : { name, files, accounts };
    }
    case 'verify': {
      const [file, ...more] = files;
      if (file === undefined || more.length > 0) return null;
      return { name, file, anchor: anchorOf(values.anchor, here) };
    }
    case 'backup':
      if (rest.length > 0 || values.to === '') return null;
      return { name, to: values.to === undefined ? null : here(values.to) };
    case 'restore': {
      const [backup, ...more] = rest;
      if (backup === undefined || more.length > 0) return null;
      return { name, backup: isBackupName(backup) ? backup : here(backup) };
    }
    case 'settle':
      if (rest.length > 0) return null;
      return { name, inward: values.inward ?? [], advice: values.advice ?? [] };
    case 'unwind':
      return unwindCommand(rest, values.reason);
    case 'policy': {
      const [policy, value, ...more] = rest;
      return policy === undefined || value === undefined || more.length > 0
        ? null
        : { name, policy, value };
    }
    case 'master':
      return masterCommand(rest, values, here);
    case 'rerun': {
      const asked = rerunAsked(values.from, values.try ?? []);
      return rest.length > 0 || asked === null ? null : { name, ...asked };
    }
    case 'demo':
      return rest.length === 0 ? demoAsked(values.role, values.scene) : null;
    case 'positions':
    case 'status':
    case 'audit':
    case 'drill':
      return rest.length === 0 ? { name } : null;
    default:
      return (
        overrideCommand(name, rest) ??
        signCommand(name, rest, values.confirm) ??
        eventCommand(name, rest, values) ??
        engineCommand(name, rest, values.reason) ??
        keyCommand(name, rest, values) ??
        ledgerCommand(name, rest, values, here) ??
        peopleCommand(name, rest, values, here) ??
        byFileCommand(name, rest, values, here)
      );
  }
}

/** What is carried by file: words that are signed elsewhere, and batches between branches. */
function byFileCommand(
  name: string | undefined,
  rest: readonly string[],
  values: Values,
  here: (path: string) => string,
): Command | null {
  return approvalCommand(name, rest, values, here) ?? handOverCommand(name, rest, values, here);
}

/** The demonstration up to one scene after another; of a clearing house up to its evening if none. */
function demoAsked(role: string | undefined, asked: readonly string[] = []): Command | null {
  const isHouse = role === 'clearing';
  const own = scenesOf(isHouse ? 'clearing' : 'participant');
  const scenes = own.filter((scene) => asked.includes(scene));
  if (scenes.length !== new Set(asked).size) return null;
  if (!isHouse) return { name: 'demo', role: 'participant', scenes };
  return { name: 'demo', role: 'clearing', scenes: scenes.length > 0 ? scenes : own.slice(-1) };
}

/** Whether a backup is named as `backup` printed it; anything else is a path. */
export function isBackupName(backup: string): boolean {
  return /^\d{8}T\d{6}Z-\w+$/.test(backup);
}

/** A head and count are given as they are; anything else is a file, meant from where one stands. */
function anchorOf(anchor: string | undefined, here: (path: string) => string): string | null {
  if (anchor === undefined) return null;
  return /^[0-9a-f]{64}:\d+$/.test(anchor) ? anchor : here(anchor);
}
