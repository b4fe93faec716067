// A window's messages: each is believed only from our page in the window's own frame, and answered
// with a port into the office or with what the office said of a file. Nothing else is listened to.
import { isAbsolute } from 'node:path';
import type { IpcMainEvent, IpcMainInvokeEvent, MessageChannelMain, WebContents } from 'electron';
import { DOOR } from '../../../preload/desktop-door.ts';
import { isOwnFrame } from './guards.ts';

/** Characters of a path; more is longer than any system takes. */
const PATH_MAX = 4096;

export type WindowDoorOptions = {
  readonly newPorts: () => MessageChannelMain;
  /** Hands a port to the office; false when there is none just now. */
  readonly handOver: (port: MessageChannelMain['port1']) => boolean;
  /** Keeps the file at a path; answers what `draftBatch` answered. */
  readonly keepFile: (path: string) => Promise<unknown>;
  readonly language: (language: string) => void;
  /** The page has asked for its channel: its preload is there and hears. */
  readonly opened: () => void;
  readonly refused: (asked: string, url: string) => void;
};

const NOT_OURS = { ok: false, fault: { id: null, code: 'session_ended' } } as const;
const NO_PATH = { ok: false, refusal: { code: 'file_cannot_be_read' } } as const;

/** Answers the messages of one window, for as long as it lives. */
export function openWindowDoor(contents: WebContents, options: WindowDoorOptions): void {
  const isOurs = (event: IpcMainEvent | IpcMainInvokeEvent, asked: string): boolean => {
    if (isOwnFrame(event.senderFrame, contents.mainFrame)) return true;
    options.refused(asked, event.senderFrame?.url ?? '');
    return false;
  };
  contents.ipc.on(DOOR.open, (event) => {
    if (!isOurs(event, DOOR.open)) return;
    options.opened();
    const { port1, port2 } = options.newPorts();
    if (options.handOver(port2)) event.sender.postMessage(DOOR.port, null, [port1]);
    else event.sender.postMessage(DOOR.port, null);
  });
  contents.ipc.handle(DOOR.keepFile, async (event, path: unknown) => {
    if (!isOurs(event, DOOR.keepFile)) return NOT_OURS;
    // A file that lies nowhere (dragged out of another program's memory) has an empty path.
    const named = typeof path === 'string' && path.length <= PATH_MAX && !path.includes('\0');
    return named && isAbsolute(path) ? options.keepFile(path) : NO_PATH;
  });
  contents.ipc.on(DOOR.language, (event, language: unknown) => {
    if (isOurs(event, DOOR.language) && typeof language === 'string') options.language(language);
  });
}
