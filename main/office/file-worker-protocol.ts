// What the office and the file-reading thread say to each other.
import type { Records } from '../domain/hand-over.ts';
import type { Pain001Preview } from '../formats/pain001-inspect.ts';
import type { Chunk, ChunkOptions } from './batch-chunks.ts';

/** Bytes on disk up to which a file is read at once: what is keyed in takes some kilobytes. */
export const SMALL_BYTES_MAX = 64 << 10;

/** What the thread is started with: whether it gives way to everybody else. */
export type FileThreadStart = { readonly inBackground: boolean };

export type OpenRequest = {
  readonly kind: 'open';
  readonly id: number;
  readonly path: string;
  readonly options: ChunkOptions;
  /** Chunks that may be sent before more credit is given. */
  readonly credit: number;
};

export type FileRequest =
  | {
      readonly kind: 'inspect';
      readonly id: number;
      readonly path: string;
      /** One number, shared: not 0 from the moment that nobody wants the preview any more. */
      readonly cancelled: Int32Array;
    }
  | OpenRequest
  /** The file of `bytes` without some of its records, in the order of the file. */
  | {
      readonly kind: 'cut';
      readonly id: number;
      readonly bytes: Uint8Array;
      readonly stays: readonly Records[];
    }
  /** One more chunk may be sent; those cut from now on shall have so many records. */
  | { readonly kind: 'more'; readonly id: number; readonly records: number }
  | { readonly kind: 'close'; readonly id: number };

export type FileAnswer =
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly bytes: number;
      readonly size: number;
    }
  /** Said instead of a preview, after `bytes`, once the file is closed. */
  | { readonly kind: 'cancelled'; readonly id: number; readonly bytes: number }
  | { readonly kind: 'preview'; readonly id: number; readonly preview: Pain001Preview }
  | { readonly kind: 'chunk'; readonly id: number; readonly chunk: Chunk }
  /** Null where what stays cannot be told from the file for sure. */
  | { readonly kind: 'cut'; readonly id: number; readonly bytes: Uint8Array | null }
  | { readonly kind: 'fault'; readonly id: number; readonly code: string; readonly detail: string };
