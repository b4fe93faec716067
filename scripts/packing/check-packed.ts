// What is wrong with a packed program, file by file: contents, hashes, fuses and the native part, each
// as a line that says what was looked at.

import { hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FUSES } from '../../main/shell/electron/fuses.ts';
import { type Asar, isIntact, readAsar, readFromAsar } from './asar.ts';
import {
  type JudgedFile,
  judgeContents,
  missingFrom,
  nativePaths,
  type PackedFile,
} from './contents.ts';
import type { Finding } from './finding.ts';
import { readFuses } from './fuse-wire.ts';
import { filesUnder, type Packed } from './pack-linux.ts';

const TARGET = `linux-${process.arch}`;

/** Looks at everything in `packed`; `root` is the project whose native part was installed. */
export async function checkPacked(packed: Packed, root: string): Promise<readonly Finding[]> {
  const asar = await readAsar(join(packed.folder, 'resources', 'app.asar'));
  const files = await listFiles(packed, asar);
  const judged = judgeContents(files, TARGET, packed.electronFiles);
  const theirs = judged.filter((file) => isElectrons(file, packed));
  const ours = judged.filter((file) => !isElectrons(file, packed));
  return [
    ...ours.map(({ path, size, place, objection }) => ({
      check: 'contents',
      what: path,
      detail: `${size.toLocaleString('en')} bytes, ${place}`,
      wrong: objection,
    })),
    electronsOwn(packed, theirs),
    ...missingFrom(files, TARGET).map((path) => ({
      check: 'contents',
      what: path,
      detail: 'must be there',
      wrong: 'missing',
    })),
    ...(await checkIntegrity(asar, root)),
    await checkNeighbours(asar),
    ...(await checkFuses(packed)),
    ...(await checkNative(packed, root)),
  ];
}

function isElectrons({ place, path }: JudgedFile, { electronFiles }: Packed): boolean {
  return place === 'program folder' && electronFiles.has(path);
}

/** Electron's own files in one line: there are some eighty, and all are known by name. */
function electronsOwn(packed: Packed, theirs: readonly JudgedFile[]): Finding {
  const bytes = theirs.reduce((sum, { size }) => sum + size, 0);
  const objections = theirs.flatMap(({ path, objection }) =>
    objection === null ? [] : [`${path}: ${objection}`],
  );
  return {
    check: 'contents',
    what: `Electron’s own ${theirs.length} files`,
    detail: `${bytes.toLocaleString('en')} bytes${packed.isReal ? '' : ', made up'}`,
    wrong: objections.length === 0 ? null : objections.join('; '),
  };
}

async function listFiles(packed: Packed, asar: Asar): Promise<readonly PackedFile[]> {
  const unpacked = 'resources/app.asar.unpacked/';
  const inFolder = await Promise.all(
    (await filesUnder(packed.folder)).map(async (path): Promise<PackedFile> => {
      const { size } = await stat(join(packed.folder, path));
      return path.startsWith(unpacked)
        ? { path: path.slice(unpacked.length), size, place: 'beside the archive' }
        : { path, size, place: 'program folder' };
    }),
  );
  const inArchive = asar.files
    .filter((file) => !file.unpacked)
    .map(({ path, size }): PackedFile => ({ path, size, place: 'archive' }));
  return [...inArchive, ...inFolder];
}

/** Every file is what the archive's header says, and none carries a path of the machine it came from. */
async function checkIntegrity(asar: Asar, root: string): Promise<readonly Finding[]> {
  const broken: string[] = [];
  const telling: string[] = [];
  for (const file of asar.files) {
    if ((await isIntact(asar, file)) !== true) broken.push(file.path);
    if ((await readFromAsar(asar, file)).includes(root)) telling.push(file.path);
  }
  return [
    {
      check: 'hashes',
      what: 'hashes in the archive’s header',
      detail: `${asar.files.length} files, header ${asar.headerSha256.slice(0, 16)}`,
      wrong: broken.length === 0 ? null : `not as stated: ${broken.join(', ')}`,
    },
    {
      check: 'hashes',
      what: 'paths of this machine',
      detail: 'in no file of the archive',
      wrong: telling.length === 0 ? null : telling.join(', '),
    },
  ];
}

const NEIGHBOUR = /new URL\(["']\.\/([\w.-]+)["'], import\.meta\.url\)/g;

/** Processes and threads name the files that they start: each must be packed beside them. */
async function checkNeighbours(asar: Asar): Promise<Finding> {
  const programs = asar.files.filter(({ path }) => path.startsWith('dist/main/'));
  const packed = new Set(programs.map(({ path }) => path));
  const named = new Set<string>();
  for (const program of programs) {
    const text = (await readFromAsar(asar, program)).toString();
    for (const [, name = ''] of text.matchAll(NEIGHBOUR)) named.add(`dist/main/${name}`);
  }
  const missing = [...named].filter((path) => !packed.has(path));
  return {
    check: 'contents',
    what: 'programs and threads that are started by name',
    detail: `${named.size} named, all packed`,
    wrong: missing.length === 0 ? null : `not packed: ${missing.join(', ')}`,
  };
}

async function checkFuses(packed: Packed): Promise<readonly Finding[]> {
  const states = readFuses(await readFile(join(packed.folder, 'counterfoil')));
  if (states === null)
    return [{ check: 'fuses', what: 'fuses', detail: 'counterfoil', wrong: 'none found' }];
  const stated = Object.entries(FUSES);
  const count: Finding = {
    check: 'fuses',
    what: 'fuses',
    detail: `${states.length} read back, ${stated.length} stated`,
    wrong: states.length === stated.length ? null : 'one has no word on it',
  };
  return [
    count,
    ...stated.map(([name, { index, on }]) => {
      const read = states[index] ?? 'unknown';
      const wanted = on ? 'on' : 'off';
      return {
        check: 'fuses',
        what: `fuse ${name}`,
        detail: read,
        wrong: read === wanted ? null : `must be ${wanted}`,
      };
    }),
  ];
}

/** Each native part is the very file that `npm ci` verified against the lockfile. */
async function checkNative(packed: Packed, root: string): Promise<readonly Finding[]> {
  const hashOf = async (folder: string, path: string): Promise<string> =>
    hash('sha256', await readFile(join(folder, path)), 'hex');
  const unpacked = join(packed.folder, 'resources', 'app.asar.unpacked');
  return Promise.all(
    nativePaths(TARGET).map(async (path) => {
      const locked = await hashOf(root, path);
      const found = await hashOf(unpacked, path).catch(() => '');
      return {
        check: 'native part',
        what: `native part ${basename(path)}`,
        detail: `SHA-256 ${found.slice(0, 16)}`,
        wrong: found === locked ? null : `the installed one is ${locked.slice(0, 16)}`,
      };
    }),
  );
}
