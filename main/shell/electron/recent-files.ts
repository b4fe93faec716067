// The files that were opened last, by their paths, for the menu: kept in a file of the person's own
// beside the book, and dropped altogether when the person says so.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';

export const RECENT_MAX = 10;
const PATH_MAX = 4096;

export type RecentFiles = {
  /** The newest first. */
  readonly list: () => readonly string[];
  readonly add: (path: string) => void;
  readonly clear: () => void;
};

/** Reads the list in `file`; what is not a path in it is left out. */
export function recentFiles(file: string): RecentFiles {
  let paths = readPaths(file);
  return {
    list: () => paths,
    add(path) {
      paths = [path, ...paths.filter((each) => each !== path)].slice(0, RECENT_MAX);
      keep(file, paths);
    },
    clear() {
      paths = [];
      rmSync(file, { force: true });
    },
  };
}

function readPaths(file: string): readonly string[] {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(found) ? found.filter(isPath).slice(0, RECENT_MAX) : [];
  } catch {
    return [];
  }
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value.length <= PATH_MAX && isAbsolute(value);
}

/** A disk that will not take the list costs the person its memory and nothing else. */
function keep(file: string, paths: readonly string[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(paths), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    return;
  }
}
