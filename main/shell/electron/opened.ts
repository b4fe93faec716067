// What was opened with the program from outside: a file is handed to the office and previewed, a
// link leads to its place. Neither is a deed, however it came.
import { basename } from 'node:path';
import type { DesktopWord } from '../../../preload/desktop-door.ts';
import type { Opened } from './desktop-arguments.ts';
import { placeOfLink } from './links.ts';

export type OpenerOptions = {
  /** Keeps the file at a path, once the office can; answers what `draftBatch` answered. */
  readonly keepFile: (path: string) => Promise<unknown>;
  readonly tell: (word: DesktopWord) => void;
  /** Told of each file before it is looked at. */
  readonly opening: (path: string) => void;
};

export type Opener = {
  readonly file: (path: string) => Promise<void>;
  readonly link: (link: string) => void;
  /** Everything that one start brought: the links, then the files in their order. */
  readonly all: (opened: Opened) => void;
};

const NOT_KEPT = { ok: false, fault: { id: null, code: 'upload_failed' } } as const;

export function createOpener({ keepFile, tell, opening }: OpenerOptions): Opener {
  async function file(path: string): Promise<void> {
    opening(path);
    const answer = await keepFile(path).catch(() => NOT_KEPT);
    tell({ kind: 'file', fileName: basename(path), answer });
  }
  function link(text: string): void {
    const place = placeOfLink(text);
    if (place !== null) tell({ kind: 'show', place });
  }
  return {
    file,
    link,
    all({ files, links }) {
      for (const each of links) link(each);
      void files.reduce((before, each) => before.then(() => file(each)), Promise.resolve());
    },
  };
}
