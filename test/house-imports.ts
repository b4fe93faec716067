// The import table of the house: which room may import which, and which packages and Node modules
// each room may use. Imports flow one way, so that a room can be read without the rooms above it.

import { posix } from 'node:path';
import { importedModules, type ReadSource } from './house-source.ts';

/** What a room may import: other rooms (itself always), and packages or `node:` modules. */
type Allowance = {
  readonly rooms: readonly string[];
  /** Package names; `node:*` is every Node module, `*` everything that is installed. */
  readonly modules: readonly string[];
};

const BELOW_THE_OFFICE = [
  'main/operations',
  'main/pipeline',
  'main/stream',
  'main/screening',
  'main/matching',
  'main/formats',
  'main/rails',
  'main/ledger',
  'main/domain',
] as const;

/** Room (a folder or one file) → what it may import. The longest matching room decides. */
export const IMPORT_TABLE: ReadonlyMap<string, Allowance> = new Map<string, Allowance>([
  ['main/domain', { rooms: [], modules: [] }],
  ['main/stream', { rooms: [], modules: [] }],
  ['main/formats', { rooms: ['main/domain'], modules: [] }],
  ['main/screening', { rooms: ['main/domain'], modules: ['pinyin-pro'] }],
  ['main/matching', { rooms: ['main/domain'], modules: [] }],
  ['main/pipeline', { rooms: ['main/stream', 'main/domain', 'main/screening'], modules: [] }],
  [
    'main/ledger',
    { rooms: ['main/domain'], modules: ['better-sqlite3', 'node:crypto', 'node:path'] },
  ],
  // The verifier shares nothing with the program that writes a book, not even its room.
  [
    'main/ledger/verifier',
    { rooms: [], modules: ['better-sqlite3', 'node:crypto', 'node:fs', 'node:os', 'node:path'] },
  ],
  ['main/rails', { rooms: ['main/domain', 'main/formats'], modules: [] }],
  [
    'main/operations',
    {
      rooms: [
        'main/domain',
        'main/ledger',
        'main/formats',
        'main/screening',
        'main/matching',
        'main/rails',
      ],
      modules: [],
    },
  ],
  [
    'main/office',
    {
      rooms: [...BELOW_THE_OFFICE, 'preload', 'main/office/argon2.ts'],
      modules: ['node:*', 'zod'],
    },
  ],
  // A native library is loaded in one place, after its bytes were compared.
  ['main/office/argon2.ts', { rooms: ['main/office'], modules: ['@node-rs/argon2'] }],
  // The shells speak in the domain's values (money, problems, refusals), as the renderer does.
  ['main/shell', { rooms: ['main/office', 'preload', 'main/domain'], modules: ['node:*'] }],
  [
    'main/shell/loopback',
    { rooms: ['main/shell', 'main/office', 'preload', 'main/domain'], modules: ['node:*', 'ws'] },
  ],
  [
    'main/shell/electron',
    {
      rooms: ['main/shell', 'main/office', 'preload', 'main/domain'],
      modules: ['node:*', 'electron'],
    },
  ],
  ['main/index.ts', { rooms: ['main/shell', 'main/office'], modules: ['node:*', 'electron'] }],
  ['preload/contract', { rooms: ['main/domain'], modules: ['zod'] }],
  ['preload/channel.ts', { rooms: ['main/domain', 'preload/contract'], modules: ['zod'] }],
  ['preload/locales', { rooms: ['main/domain', 'preload/contract'], modules: [] }],
  ['preload', { rooms: ['main/domain'], modules: ['zod'] }],
  ['preload/index.ts', { rooms: ['preload'], modules: ['electron'] }],
  [
    'renderer',
    {
      rooms: ['preload', 'main/domain'],
      modules: [
        'react',
        'react-dom',
        'react-aria-components',
        'i18next',
        'zustand',
        'cmdk',
        'uplot',
      ],
    },
  ],
  ['scripts', { rooms: ['main', 'preload', 'renderer', 'test'], modules: ['node:*', '*'] }],
  ['test', { rooms: ['main', 'preload', 'renderer', 'scripts'], modules: ['node:*', '*'] }],
]);

/** The room a path lies in: the longest entry of the table that contains it, or null. */
export function roomOf(path: string): string | null {
  let found: string | null = null;
  for (const room of IMPORT_TABLE.keys()) {
    if (contains(room, path) && room.length > (found?.length ?? 0)) found = room;
  }
  return found;
}

function contains(room: string, path: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

/** What an import breaks, or null: `found` is what is forbidden, `instead` what to do. */
export function judgeImport(
  path: string,
  specifier: string,
): { readonly found: string; readonly instead: string } | null {
  const room = roomOf(path);
  const allowed = room === null ? undefined : IMPORT_TABLE.get(room);
  if (room === null || allowed === undefined) {
    return {
      found: `an import in ${path}, which lies in no room`,
      instead: 'move the file into a room of design.md, or give its room a line in IMPORT_TABLE',
    };
  }
  if (!specifier.startsWith('.')) return judgeModule(room, allowed, specifier);
  const target = posix.join(posix.dirname(path), specifier);
  const reachable = [room, ...allowed.rooms];
  // A narrower entry inside an allowed room (only shell/electron may use electron) stays allowed:
  // what it imports is judged in its own file.
  if (reachable.some((other) => contains(other, target))) return null;
  return {
    found: `${room} imports ${target}`,
    instead: `import only from ${reachable.join(', ')}; move what is shared down into one of them, or pass it in as an argument`,
  };
}

function judgeModule(
  room: string,
  allowed: Allowance,
  specifier: string,
): { readonly found: string; readonly instead: string } | null {
  const scoped = specifier.startsWith('@');
  const name = specifier.startsWith('node:')
    ? specifier
    : specifier
        .split('/')
        .slice(0, scoped ? 2 : 1)
        .join('/');
  const ok = name.startsWith('node:')
    ? allowed.modules.includes(name) || allowed.modules.includes('node:*')
    : allowed.modules.includes(name) || allowed.modules.includes('*');
  if (ok) return null;
  const list = allowed.modules.length === 0 ? 'no module' : `only ${allowed.modules.join(', ')}`;
  return {
    found: `${room} imports ${specifier}`,
    instead: `${room} may use ${list}: take what it gives as an argument from the room that may`,
  };
}

/** Every import of a file that the table forbids, with its line. */
export function forbiddenImports(
  source: ReadSource,
): { readonly line: number; readonly found: string; readonly instead: string }[] {
  return importedModules(source).flatMap(({ line, specifier }) => {
    const judged = judgeImport(source.path, specifier);
    return judged === null ? [] : [{ line, ...judged }];
  });
}
