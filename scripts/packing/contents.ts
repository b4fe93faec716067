// What may lie in the packed program and what must: each file is judged by its path, so that one
// nobody meant to ship has a line of its own.

export type Place = 'archive' | 'beside the archive' | 'program folder';

export type PackedFile = {
  /** From the archive's root, or from the program's folder; forward slashes. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly place: Place;
};

export type JudgedFile = PackedFile & {
  /** Why it may not be there, or null. */
  readonly objection: string | null;
};

const DRIVER = 'node_modules/better-sqlite3';
const HASHER = 'node_modules/@node-rs/argon2';

/**
 * What the archive must hold to start at all. Its page and styles have hashed names, and the threads
 * are found by who starts them (check-packed.ts).
 */
export const REQUIRED = [
  'package.json',
  'LICENSE',
  'dist/main/index.js',
  'dist/main/command-process.js',
  'dist/main/office-process.js',
  'dist/preload/index.cjs',
  'dist/renderer/index.html',
  `${DRIVER}/package.json`,
  `${DRIVER}/LICENSE`,
  `${DRIVER}/lib/index.js`,
  `${HASHER}/package.json`,
  `${HASHER}/LICENSE`,
  `${HASHER}/index.js`,
] as const;

const ALLOWED: readonly RegExp[] = [
  /^(?:package\.json|LICENSE)$/,
  /^dist\/main\/[a-z][a-z0-9-]*\.js$/,
  /^dist\/preload\/index\.cjs$/,
  /^dist\/renderer\/index\.html$/,
  /^dist\/renderer\/assets\/[\w.-]+\.(?:js|css|svg|woff2)$/,
  /^node_modules\/better-sqlite3\/(?:package\.json|LICENSE)$/,
  /^node_modules\/better-sqlite3\/lib\/[\w/-]+\.js$/,
  /^node_modules\/@node-rs\/argon2\/(?:package\.json|LICENSE|index\.js)$/,
  /^node_modules\/@node-rs\/argon2-[a-z0-9-]+\/package\.json$/,
];

/** What the maker of the second native part adds to the name of a system. */
const LIBC: { readonly [platform: string]: string } = { linux: '-gnu', win32: '-msvc' };

/** Where the native parts for `target` (`linux-x64`) lie: the driver's, and the hasher's. */
export function nativePaths(target: string): readonly [string, string] {
  const full = `${target}${LIBC[target.replace(/-.*/, '')] ?? ''}`;
  return [`${DRIVER}/prebuilds/${target}.node`, `${HASHER}-${full}/argon2.${full}.node`];
}

/**
 * Judges every file. In the archive only what is listed; beside it only the native parts, for
 * everything there escapes the check of the archive; in the program's folder only what is Electron's
 * own (`electronFiles`, by path), the program's name and the archive.
 */
export function judgeContents(
  files: readonly PackedFile[],
  target: string,
  electronFiles: ReadonlySet<string>,
): readonly JudgedFile[] {
  return files.map((file) => ({ ...file, objection: objectionTo(file, target, electronFiles) }));
}

const LOCALES: ReadonlySet<string> = new Set(['locales/en-US.pak', 'locales/zh-CN.pak']);
const OWN_FILES: ReadonlySet<string> = new Set(['counterfoil', 'resources/app.asar']);

function objectionTo(
  { path, place }: PackedFile,
  target: string,
  electronFiles: ReadonlySet<string>,
): string | null {
  if (place === 'program folder') {
    if (path === 'resources/default_app.asar') return 'a second program';
    if (path.startsWith('locales/') && !LOCALES.has(path)) return 'a language that we do not speak';
    const isKnown = OWN_FILES.has(path) || electronFiles.has(path);
    return isKnown ? null : 'neither Electron’s nor ours';
  }
  if (place === 'beside the archive') {
    return nativePaths(target).includes(path) ? null : 'outside of the archive, so unchecked';
  }
  if (path.endsWith('.node')) return 'a native part must lie beside the archive';
  if (path.endsWith('.map')) return 'a source map';
  return ALLOWED.some((each) => each.test(path)) ? null : 'not on the list';
}

/** What must be there and is not. */
export function missingFrom(files: readonly PackedFile[], target: string): readonly string[] {
  const archive = new Set(files.filter(({ place }) => place === 'archive').map(({ path }) => path));
  const beside = new Set(
    files.filter(({ place }) => place === 'beside the archive').map(({ path }) => path),
  );
  return [
    ...REQUIRED.filter((path) => !archive.has(path)),
    ...nativePaths(target).filter((path) => !beside.has(path)),
  ];
}
