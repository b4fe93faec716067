// What every shell offers the page: a channel into the office, and a way to hand it a file.
import type { Channel } from '../preload/channel.ts';
import type { Reply } from '../preload/contract/method.ts';

/** A file that the office keeps a copy of, under its hash. */
export type KeptFile = {
  readonly originalHash: string;
  readonly fileName: string;
  readonly size: number;
};

export type Door = {
  /** A channel, null when there is none just now, `ended` when the session is over for good. */
  open(): Promise<Channel | 'ended' | null>;
  /** Hands a file to the office. Aborting leaves nothing behind. */
  keepFile(file: File, signal: AbortSignal): Promise<Reply<KeptFile>>;
};
