// What every shell offers the page: a channel into the office, and a way to hand it a file.
import type { Channel } from '../preload/channel.ts';
import type { Reply } from '../preload/contract/method.ts';
import type { DesktopWord } from '../preload/desktop-door.ts';

/** A file that the office keeps a copy of, under its hash. */
export type KeptFile = {
  /** The draft's id, made by the office: whoever submits it again is answered the same. */
  readonly submissionId: string;
  readonly originalHash: string;
  readonly fileName: string;
  readonly size: number;
};

/** The way into the office. */
export type OfficeDoor = {
  /** A channel, null when there is none just now, `ended` when the session is over for good. */
  open(): Promise<Channel | 'ended' | null>;
  /** Hands a file to the office. Aborting leaves nothing behind. */
  keepFile(file: File, signal: AbortSignal): Promise<Reply<KeptFile>>;
};

export type Door = OfficeDoor & {
  /** Listens to what the shell says on its own: a menu, a link, a file. A browser says nothing. */
  listen(hear: (word: DesktopWord) => void): void;
  /** Says which language the page speaks, so that the shell's menu can speak it too. */
  language(language: string): void;
};
