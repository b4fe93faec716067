// What the desktop program is told on its command line: by a person, by the system when a file or a
// link is opened with it, and by a second start of itself, whose arguments Chromium may reorder.
import { fileURLToPath } from 'node:url';
import {
  defaultDataFolder,
  type Environment,
  LANGUAGES,
  type Language,
  pathFromHere,
} from '../environment.ts';
import { isLink } from './links.ts';

export type DesktopArguments = {
  /** The book's folder, absolute. */
  readonly data: string;
  readonly language: Language | null;
  readonly demo: boolean;
  /** A file of mode 0600 with what opens an encrypted book, absolute; null without one. */
  readonly keyFile: string | null;
  /** Files and links to look at, in the order given. */
  readonly opened: Opened;
};

export type Opened = { readonly files: readonly string[]; readonly links: readonly string[] };

/** Files and links of one start; the rest is left out, like the rest of a longer selection. */
export const OPENED_MAX = 20;

/**
 * The arguments, or null when they are not understood. Switches that are not ours are Chromium's
 * and are passed over.
 */
export function readDesktopArguments(
  args: readonly string[],
  env: Environment,
): DesktopArguments | null {
  const known: { [name in 'data' | 'lang' | 'key-file']?: string } = {};
  const rest: string[] = [];
  let demo = false;
  for (let at = 0; at < args.length; at += 1) {
    // A link or file that the system hands over comes after this mark: nothing in it is a switch.
    if (args[at] === '--') {
      rest.push(...args.slice(at + 1));
      break;
    }
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(args[at] ?? '') ?? [];
    if (name === 'data' || name === 'lang' || name === 'key-file') {
      const given = value ?? args[++at];
      if (given === undefined || given === '') return null;
      known[name] = given;
    } else if (name === 'demo' && value === undefined) demo = true;
    else rest.push(args[at] ?? '');
  }
  const language = LANGUAGES.find((each) => each === known.lang) ?? null;
  // Chromium has a switch of this name too, and desktops pass languages that we do not speak.
  const data = known.data === undefined ? defaultDataFolder(env) : pathFromHere(known.data, env);
  const named = known['key-file'];
  const keyFile = named === undefined ? null : pathFromHere(named, env);
  return { data, language, demo, keyFile, opened: openedBy(rest, env) };
}

/**
 * What was said to the program: without the executable, and in a clone without the project's folder,
 * which Electron is given first of all that is no switch.
 */
export function saidTo(argv: readonly string[], isPackaged: boolean): readonly string[] {
  const said = argv.slice(1);
  const folder = isPackaged ? -1 : said.findIndex((each) => !each.startsWith('-'));
  return said.filter((_each, at) => at !== folder);
}

/** Files and links among the arguments of a start, this one or a second one. */
export function openedBy(args: readonly string[], env: Environment): Opened {
  const named = args.filter((each) => each !== '' && !each.startsWith('-')).slice(0, OPENED_MAX);
  return {
    links: named.filter(isLink),
    files: named
      .filter((each) => !isLink(each))
      .map(pathOf)
      .filter((each) => each !== null)
      .map((each) => pathFromHere(each, env)),
  };
}

/** Desktops on Linux hand a file over as a `file:` address; one on another machine is nothing. */
function pathOf(text: string): string | null {
  if (!text.toLowerCase().startsWith('file://')) return text;
  try {
    const url = new URL(text);
    return url.host === '' ? fileURLToPath(url) : null;
  } catch {
    return null;
  }
}
