// What the system hands to a program that runs or is just starting: files, links, a second start. It
// is listened for before Electron is ready, because macOS tells of the file or link that started the
// program before that; what comes before the window is there waits for it.
import type { App } from 'electron';
import { OPENED_MAX, type Opened } from './desktop-arguments.ts';

/** Told of everything that is handed over from now on, and first of what came before. */
export type HandedOver = (hear: (opened: Opened) => void) => void;

/**
 * Listens from now on. A second start states what it was asked to open in what it sends with its
 * lock: Chromium reorders its arguments, so that the value of `--data` would pass for a file.
 */
export function listenForHandedOver(app: Pick<App, 'on'>): HandedOver {
  const waiting: Opened[] = [];
  let hear = (opened: Opened): void => {
    if (waiting.length < OPENED_MAX) waiting.push(opened);
  };
  app.on('second-instance', (_event, _argv, _folder, stated) => hear(openedIn(stated)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    hear({ files: [path], links: [] });
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    hear({ files: [], links: [link] });
  });
  return (listener) => {
    hear = listener;
    for (const opened of waiting.splice(0)) listener(opened);
  };
}

/** What a second start stated, which may be another version of this program: believed piece by piece. */
export function openedIn(stated: unknown): Opened {
  const { files, links } = Object.assign({ files: null, links: null }, stated);
  return { files: texts(files), links: texts(links) };
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each) => typeof each === 'string').slice(0, OPENED_MAX);
}
