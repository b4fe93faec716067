// The anchor: what is known of a book's chain, kept in a small file beside the book. Only
// something outside the book can show that its end was cut off or that an older copy took its
// place.
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../domain/result.ts';
import type { ChainAnchor } from '../ledger/verify-chain.ts';

const FORMAT = 'counterfoil-anchor-1';

/** A line of an anchor is some 400 bytes long; whatever is longer was not written by us. */
const BYTES_MAX = 4096;

export type Anchor = {
  /** Which book it is: `book.instance_id`. */
  readonly instanceId: string;
  /** The last link up to which the whole chain was recomputed from its rows. */
  readonly verified: ChainAnchor;
  /** The last link that was known to be in the book; never before `verified`. */
  readonly head: ChainAnchor;
  /** When it was written, milliseconds UTC. */
  readonly at: number;
};

export type FoundAnchor =
  | { readonly kind: 'none' }
  /** There is a file, and it is no anchor: what it says is not to be relied on. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'anchor'; readonly anchor: Anchor };

const point = z.strictObject({
  sequence: z.int().min(0),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

const line = z
  .strictObject({
    format: z.literal(FORMAT),
    instanceId: z.string().max(200),
    verified: point,
    head: point,
    at: z.int().min(0),
  })
  .refine(({ verified, head }) => verified.sequence <= head.sequence);

export function anchorPath(folder: string): string {
  return join(folder, 'anchor');
}

/**
 * Reads `DIR/anchor`: one line of JSON, `{"format":"counterfoil-anchor-1","instanceId":"…",
 * "verified":{"sequence":12,"digest":"…"},"head":{"sequence":40,"digest":"…"},"at":1795686120000}`.
 * Digests are SHA-256 in lower-case hexadecimal, those of the links with these sequence numbers;
 * sequence 0 is the book before its first deed. A file of another format is `unreadable`.
 */
export function readAnchor(folder: string): FoundAnchor {
  const path = anchorPath(folder);
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: 'none' };
    if (!found.isFile() || found.size > BYTES_MAX) {
      return { kind: 'unreadable', detail: `${found.size} bytes are no anchor` };
    }
    const said = line.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!said.success) return { kind: 'unreadable', detail: said.error.message };
    const { instanceId, verified, head, at } = said.data;
    const anchor = { instanceId, verified: decoded(verified), head: decoded(head), at };
    return { kind: 'anchor', anchor };
  } catch (error) {
    return { kind: 'unreadable', detail: String(error) };
  }
}

function decoded({ sequence, digest }: z.output<typeof point>): ChainAnchor {
  return { sequence, digest: Buffer.from(digest, 'hex') };
}

function encoded({ sequence, digest }: ChainAnchor): z.input<typeof point> {
  return { sequence, digest: Buffer.from(digest).toString('hex') };
}

/**
 * Writes the anchor of the book in `folder`, whole or not at all: a synced file takes the place of
 * the one before. Only the owner of the book may write it, and only what is true of the book as it
 * is on the disk. Whoever puts another copy of the book in its place (a restore) writes the anchor
 * of that copy with it, or the next start refuses deeds. Fault: `anchor_not_written`.
 */
export function writeAnchor(folder: string, { instanceId, verified, head, at }: Anchor): void {
  const path = anchorPath(folder);
  const partial = `${path}.partial`;
  const said: z.input<typeof line> = {
    format: FORMAT,
    instanceId,
    verified: encoded(verified),
    head: encoded(head),
    at,
  };
  try {
    writeSynced(partial, `${JSON.stringify(said)}\n`);
    renameSync(partial, path);
    syncFolder(folder);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new Fault('anchor_not_written', String(error), { cause: error });
  }
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** So that the new name survives a power failure; Windows has no such thing to sync. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
