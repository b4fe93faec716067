// The rules of the house as pure functions over {path, text}: what is forbidden where, and what to
// use instead. `house.test.ts` runs them on the tree and on one planted violation of each.

import { forbiddenImports } from './house-imports.ts';
import { importedModules, lineAt, type ReadSource } from './house-source.ts';

/** One thing to mend. `line` is 1-based. */
export type Finding = {
  readonly line: number;
  readonly found: string;
  readonly instead: string;
};

export type Rule = {
  readonly name: string;
  /** Whether the rule speaks about files at this path. */
  readonly appliesTo: (path: string) => boolean;
  readonly check: (source: ReadSource) => readonly Finding[];
};

/** Where a deed is given whoever does it: the office's own, the demonstration's people, and work begun before. */
const CONTEXTS =
  /^main\/office\/(?:demo\/.*|master-handlers|office|restore-now|seating|system|writer)\.ts$/;

const LINES_PER_FILE = 400;
const LINES_PER_FUNCTION = 70;

const everywhere = (): boolean => true;
const isSource = (path: string): boolean =>
  /^(?:main|preload|renderer|scripts|test)\/.*\.(?:ts|tsx|mjs|cjs|js|css|sql|html)$/.test(path);
const isScript = (path: string): boolean => /\.(?:ts|tsx|mjs|cjs|js)$/.test(path);
const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);
const inMain = (path: string): boolean => path.startsWith('main/') && isScript(path);
const inRooms =
  (...rooms: readonly string[]) =>
  (path: string): boolean =>
    rooms.some((room) => path.startsWith(`main/${room}/`)) && isScript(path);

/** A rule that forbids a pattern in code, where comments and literals are already blanked. */
function forbidCode(
  name: string,
  appliesTo: (path: string) => boolean,
  pattern: RegExp,
  instead: string,
): Rule {
  return { name, appliesTo, check: ({ code }) => matchesIn(code, pattern, instead) };
}

function matchesIn(text: string, pattern: RegExp, instead: string): Finding[] {
  return [...text.matchAll(pattern)].map((match) => ({
    line: lineAt(text, match.index),
    found: match[0].trim().replace(/\s+/g, ' '),
    instead,
  }));
}

function forbidInPieces(
  name: string,
  appliesTo: (path: string) => boolean,
  pieces: (source: ReadSource) => ReadSource['literals'],
  pattern: RegExp,
  instead: string,
): Rule {
  const check = (source: ReadSource): Finding[] =>
    pieces(source).flatMap(({ line, text }) =>
      matchesIn(text, pattern, instead).map((one) => ({ ...one, line: line + one.line - 1 })),
    );
  return { name, appliesTo, check };
}

const CRYPTO_NAMES = new Set([
  'createHash',
  'hash',
  'createHmac',
  'randomBytes',
  'randomUUID',
  'timingSafeEqual',
  'scrypt',
  'scryptSync',
  'hkdf',
  'hkdfSync',
  'createCipheriv',
  'createDecipheriv',
  'KeyObject',
  'createPrivateKey',
  'createPublicKey',
  'createSecretKey',
  'generateKeyPair',
  'generateKeyPairSync',
  'sign',
  'verify',
  'Hash',
  'Hmac',
]);

/** Electron's node:crypto is BoringSSL: a name that works here may be missing there. */
function cryptoNames(source: ReadSource): Finding[] {
  const instead = `only ${[...CRYPTO_NAMES].join(', ')} exist under Electron`;
  const imported = importedModules(source)
    .filter(({ specifier }) => specifier === 'node:crypto' || specifier === 'crypto')
    .flatMap(({ line, clause }) => {
      const names = /^(?:type\s+)?\{([^}]*)\}$/.exec(clause.trim())?.[1];
      if (names === undefined) return [{ line, found: 'node:crypto taken whole', instead }];
      return names
        .split(',')
        .map(
          (name) =>
            name
              .trim()
              .replace(/^type\s+/, '')
              .split(/\s/)[0] ?? '',
        )
        .filter((name) => name !== '' && !CRYPTO_NAMES.has(name))
        .map((name) => ({ line, found: `${name} from node:crypto`, instead }));
    });
  return [...imported, ...cryptoAlgorithms(source)];
}

function cryptoAlgorithms({ code, text }: ReadSource): Finding[] {
  const instead =
    'sha256, sha512, aes-256-gcm and ed25519 exist under Electron: name one literally';
  const named: readonly { readonly call: RegExp; readonly allowed: RegExp }[] = [
    { call: /\b(?:createHash|createHmac|hash)\(\s*(?=['"`])/g, allowed: /^.sha(?:256|512)['"`]/ },
    { call: /\bcreate(?:Ciph|Deciph)eriv\(\s*(?=\S)/g, allowed: /^.aes-(?:128|256)-gcm['"`]/ },
    { call: /\bgenerateKeyPair(?:Sync)?\(\s*(?=\S)/g, allowed: /^.ed25519['"`]/ },
  ];
  return named.flatMap(({ call, allowed }) =>
    [...code.matchAll(call)]
      .map((match) => match.index + match[0].length)
      .filter((at) => !allowed.test(text.slice(at, at + 40)))
      .map((at) => ({
        line: lineAt(text, at),
        found: text.slice(at, at + 20).split(/[,)\n]/)[0] ?? '',
        instead,
      })),
  );
}

/**
 * Functions longer than a screen. The formatter puts the closing brace of a function alone on a
 * line at the function's own indentation, which is what makes this reliable without a parser.
 */
function longFunctions({ code }: ReadSource): Finding[] {
  const lines = code.split('\n').map((line) => line.trimEnd());
  return lines.flatMap((line, at) => {
    const [, indent = '', keyword] = FUNCTION_START.exec(line) ?? [];
    if (keyword === undefined) return [];
    const rest = lines.slice(at);
    const header = line.endsWith('(') ? rest.find((one) => one.startsWith(`${indent})`)) : line;
    if (keyword === 'const' && header?.endsWith('=> {') !== true) return [];
    const close = keyword === 'const' ? `${indent}};` : `${indent}}`;
    const length = rest.indexOf(close) + 1;
    if (length <= LINES_PER_FUNCTION) return [];
    const found = `a function of ${length} lines`;
    return [{ line: at + 1, found, instead: `${LINES_PER_FUNCTION} at most: name its steps` }];
  });
}

const FUNCTION_START = /^( *)(?:export )?(?:async )?(function|const)\b/;

function longFile({ text }: ReadSource): Finding[] {
  const count = text.trimEnd().split('\n').length;
  const instead = `${LINES_PER_FILE} at most, about 300 wanted: split it by subject`;
  return count > LINES_PER_FILE ? [{ line: count, found: `${count} lines`, instead }] : [];
}

function opensWithComment({ path, text }: ReadSource): Finding[] {
  const opening = text.replace(/^#!.*\n/, '').trimStart();
  const marks: readonly (readonly [RegExp, RegExp])[] = [
    [/\.sql$/, /^--\s*\S.{20}/],
    [/\.html$/, /^(?:<!doctype html>\s*)?<!--\s*\S.{20}/i],
    [/./, /^(?:\/\/|\/\*+)\s*\S.{20}/],
  ];
  const mark = marks.find(([kind]) => kind.test(path))?.[1];
  if (mark === undefined || mark.test(opening)) return [];
  return [
    {
      line: 1,
      found: 'no opening comment',
      instead: path.startsWith('test/')
        ? 'open with a comment stating the goal and the method of the test'
        : 'open with a comment sentence saying what the file is for',
    },
  ];
}

const INDEX_FILES = new Set(['main/index.ts', 'preload/index.ts', 'main/shell/cli/index.ts']);
const KEBAB = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;

function fileName({ path }: ReadSource): Finding[] {
  const odd = path.split('/').find((part) => !KEBAB.test(part));
  const isLocale = /^(?:preload\/locales|test\/preload\/locales)\/zh-CN\b/.test(path);
  if (odd !== undefined && !isLocale) {
    return [{ line: 1, found: odd, instead: 'name files and folders in kebab-case' }];
  }
  if (!/(?:^|\/)index\.tsx?$/.test(path) || INDEX_FILES.has(path)) return [];
  const instead = 'import from the file that has it; a file is named for what is in it';
  return [{ line: 1, found: 'an index file', instead }];
}

const SQL =
  /\b(?:SELECT\s[\s\S]+?\sFROM|INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|(?:CREATE|DROP|ALTER)\s+(?:TABLE|INDEX|VIEW|TRIGGER)|PRAGMA\s+\w+)\b/g;
const outsideLedger = (path: string): boolean => inMain(path) && !path.startsWith('main/ledger/');

/** Paths of one person's machine, and words that say how a text was written. */
const MACHINE_AND_MAKING =
  /(?<![\w.])\/(?:wor[k]|far[m]|roo[t]|hom[e]\/\w+|User[s]\/\w+)\/\S*|\b[A-Z]:\\User[s]\\|\.\.\/share[d](?!\/corpora)\S*|\b(?:subagen[t]|chatbo[t]|language mode[l]|LL[M])s?\b/g;

const DECIDED_ROOMS = [
  'domain',
  'formats',
  'stream',
  'pipeline',
  'screening',
  'matching',
  'ledger',
  'operations',
] as const;

/** Every rule that looks at one file. Planted violations of each are in `house.test.ts`. */
export const RULES: readonly Rule[] = [
  { name: 'import table', appliesTo: isScript, check: forbiddenImports },
  {
    name: 'file length',
    // What a test records is as long as what it records.
    appliesTo: (path) => isSource(path) && !path.startsWith('test/golden/'),
    check: longFile,
  },
  { name: 'function length', appliesTo: isScript, check: longFunctions },
  { name: 'file name', appliesTo: isSource, check: fileName },
  { name: 'opening comment', appliesTo: isSource, check: opensWithComment },
  { name: 'crypto', appliesTo: inMain, check: cryptoNames },
  forbidCode(
    'erasable types',
    isTypeScript,
    /\benum\s+\w+\s*\{|\b(?:namespace|module)\s+\w+\s*\{/g,
    'a union of string literals, or an `as const` table; plain exports',
  ),
  forbidCode(
    'any',
    isTypeScript,
    /(?:[:<(,|&=]\s*|\bas\s+)any\b(?!\s*[:(.])/g,
    '`unknown`, narrowed where it is used; or the type that it is',
  ),
  forbidCode(
    'double cast',
    isTypeScript,
    /\bas\s+unknown\s+as\b/g,
    'a parser or a type guard that checks what the cast only claims',
  ),
  forbidInPieces(
    'compiler silenced',
    isScript,
    ({ comments }) => comments,
    /@ts-(?:ignore|nocheck|expect-error)\b/g,
    'mend the type',
  ),
  forbidInPieces(
    'unfinished work',
    isScript,
    ({ comments }) => comments,
    /\b(?:TODO|FIXME|HACK|XXX(?=:))\b/g,
    'finish it, or open an issue and say in a sentence what is not there',
  ),
  forbidCode(
    'default export',
    (path) => isScript(path) && !/^scripts\/[\w-]+\.config\.ts$/.test(path),
    /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/g,
    'a named export, so that it has one name everywhere',
  ),
  forbidCode(
    'barrel',
    isScript,
    /\bexport\s+(?:type\s+)?\*/g,
    'import from the file that defines it',
  ),
  {
    name: 'stream vocabulary',
    appliesTo: (path) => /^(?:main|test)\/stream\//.test(path),
    check: ({ text }) =>
      matchesIn(text, /payment/gi, 'record, key, operator, epoch: the engine knows no business'),
  },
  forbidCode(
    'SQL outside the ledger',
    outsideLedger,
    /\.(?:prepare|pragma)\s*\(|\.exec\s*\(\s*['"`]/g,
    'a function in main/ledger that says what it asks for',
  ),
  forbidInPieces(
    'SQL text outside the ledger',
    outsideLedger,
    ({ literals }) => literals,
    SQL,
    'a function in main/ledger that says what it asks for',
  ),
  forbidCode(
    'time and chance',
    inRooms(...DECIDED_ROOMS),
    /\bDate\.now\b|\bnew Date\s*(?:\(\s*\)|(?!\s*\())|\bMath\.random\b|\bperformance\.now\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b|\bhrtime\b|\bset(?:Timeout|Interval|Immediate)\b/g,
    'take `now` and `ids` from the arguments, so that every history can be replayed',
  ),
  forbidCode(
    'floating money',
    inMain,
    /\bparseFloat\b|\btoFixed\b|\btoPrecision\b/g,
    'bigint minor units and the functions of main/domain/money',
  ),
  forbidCode(
    'who acts',
    (path) => path.startsWith('main/office/') && !CONTEXTS.test(path),
    /\bcontextOf(?:Work)?\b|\bas\s+Turn\b/g,
    '`office.contextFor(session, turn)` in the writer’s turn: who asked may have been ended since',
  ),
  {
    name: 'machine and making',
    appliesTo: everywhere,
    check: ({ text }) =>
      matchesIn(text, MACHINE_AND_MAKING, 'a path relative to the project; say what it does'),
  },
  forbidCode(
    'test left out or alone',
    (path) => path.startsWith('test/') && isScript(path),
    /\b(?:it|test|describe|suite)\.(?:only|todo|skip)\b|\b(?:only|todo)\s*:\s*true\b/g,
    'run it; a test whose material is absent calls t.skip(reason)',
  ),
  forbidCode(
    'sleeping test',
    (path) => path.startsWith('test/') && isScript(path),
    /\bawait\s+(?:setTimeout|sleep|delay)\s*\(|\bwaitForTimeout\s*\(/g,
    'pass the clock in, or wait for the thing itself',
  ),
];

/** Everything in the project's folder; what is built or installed is ignored by git as well. */
export const TOP_LEVEL: ReadonlySet<string> = new Set([
  'main',
  'preload',
  'renderer',
  'test',
  'scripts',
  'docs',
  'package.json',
  'package-lock.json',
  'electron-builder.yml',
  'tsconfig.json',
  'biome.json',
  'README.md',
  'README.zh-CN.md',
  'LICENSE',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
]);

const MADE_AND_IGNORED = new Set([
  'node_modules',
  'dist',
  'build',
  'tmp',
  'test-results',
  'playwright-report',
]);

/** Names at the top of the project that design.md does not list. Dotfiles are free. */
export function strangersAtTheTop(names: readonly string[]): string[] {
  return names.filter(
    (name) => !name.startsWith('.') && !TOP_LEVEL.has(name) && !MADE_AND_IGNORED.has(name),
  );
}
