// Our programs as tests start them. The check builds each of them into one file and says so in the
// environment; a test that is run by hand starts the sources as they are. Passphrases are hashed at the
// least cost in them, which only a test can ask for.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..');

/** Where the check builds them; as deep as the sources, which name the console's files from there. */
export const BUILT_PROGRAMS = join('build', 'check', 'programs');

/** The programs by their sources, each with the name of what is built of it. */
export const PROGRAMS = {
  'main/office/office-process.ts': 'office-process',
  'main/shell/cli/index.ts': 'command-line',
  'main/shell/loopback/start.ts': 'loopback',
  'test/office/failing-commit-office.ts': 'failing-commit-office',
  'test/simulation/flow-child.ts': 'flow-child',
  'test/simulation/plants/asked-twice-done-twice.ts': 'asked-twice-done-twice',
  'test/simulation/plants/offset-first.ts': 'offset-first',
} as const;

/** Set by the check when it has built them, for the processes of its tests. */
export const ARE_BUILT = 'COUNTERFOIL_CHECK_BUILT';

const CHEAP = `--require=${JSON.stringify(join(import.meta.dirname, 'cheap-passphrases.cjs'))}`;

/** The program of this source, to be run by Node; it and all it starts hash at the least cost. */
export function programOf(source: keyof typeof PROGRAMS): URL {
  const { NODE_OPTIONS: asked = '' } = process.env;
  if (!asked.includes(CHEAP)) process.env.NODE_OPTIONS = `${asked} ${CHEAP}`.trim();
  const isBuilt = process.env[ARE_BUILT] === '1';
  const path = isBuilt ? join(BUILT_PROGRAMS, `${PROGRAMS[source]}.js`) : source;
  return pathToFileURL(join(ROOT, path));
}
