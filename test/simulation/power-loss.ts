// Cuts the power at any moment of a recorded day of the ledger: what was synced is on the disk, of
// everything else each write may be there, missing, or torn at a sector. Whatever image that makes,
// the book must open, hold every deed that was answered by then, and pass its audit.
//
// The directory is taken to be on the disk: files that were made stay.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { audit } from '../../main/ledger/audit.ts';
import { openForReading, openForWriting } from '../../main/ledger/connection.ts';
import { chance } from '../fixtures/chance.ts';
import { testDesk } from '../operations/test-desk.ts';
import { programOf } from '../programs.ts';
import { FLOW_NAMES, runFlow } from './flows.ts';
import { type Logged, recordWrites } from './write-log.ts';

/** The program that does the flows; asked when it is started, after a harness has built it. */
const child = () => fileURLToPath(programOf('test/simulation/flow-child.ts'));

/** What a disk writes whole or not at all. */
const SECTOR = 512;

/** A recorded day: the files before it, and what was written. */
export type Recording = {
  readonly before: ReadonlyMap<string, Buffer>;
  readonly log: readonly Logged[];
};

export type ImagesResult = {
  readonly images: number;
  readonly lost: number;
  readonly broken: number;
  readonly found: readonly string[];
};

/** Records all flows but the first on a book in `folder`; `how` is `full` or the planted `normal`. */
export function recordDay(folder: string, how: 'full' | 'normal'): Recording {
  const ends: (() => void)[] = [];
  const scope = { after: (end?: unknown) => void ends.push(end as () => void) };
  runFlow(testDesk(scope, 1, folder), 'opening', () => undefined);
  for (const end of ends.reverse()) end();
  const before = new Map([['book.db', readFileSync(join(folder, 'book.db'))]]);
  const flows = FLOW_NAMES.filter((name) => name !== 'opening');
  const log = recordWrites(folder, [process.execPath, child(), folder, how, ...flows]);
  return { before, log };
}

/** A file as the disk has it, and what may or may not have reached it since the last sync. */
type DiskFile = { synced: Buffer; pending: Logged[] };

function apply(file: Buffer, write: Logged): Buffer {
  if (write.kind === 'truncate') {
    if (write.size <= file.length) return Buffer.from(file.subarray(0, write.size));
    return Buffer.concat([file, Buffer.alloc(write.size - file.length)]);
  }
  if (write.kind !== 'write') return file;
  const end = write.at + write.bytes.length;
  const grown = end > file.length ? Buffer.concat([file, Buffer.alloc(end - file.length)]) : file;
  write.bytes.copy(grown, write.at);
  return grown;
}

/** The part of a write that arrived: all, nothing, or some of its sectors. */
function arrived(write: Logged, seed: number, at: number): readonly Logged[] {
  const luck = chance(seed, at, 'arrived') % 4;
  if (luck === 0) return [];
  if (luck < 3 || write.kind !== 'write') return [write];
  const parts: Logged[] = [];
  for (let from = 0; from < write.bytes.length; ) {
    const to = Math.min(write.bytes.length, from + SECTOR - ((write.at + from) % SECTOR));
    const bytes = write.bytes.subarray(from, to);
    if (chance(seed, at, `sector ${from}`) % 2 === 0) {
      parts.push({ ...write, at: write.at + from, bytes });
    }
    from = to;
  }
  return parts;
}

/** Makes `count` images from chance, opens each in `folder` and asks what is left. */
export function cutPower(
  { before, log }: Recording,
  folder: string,
  count: number,
  seed: number,
  each: (done: number) => void = () => undefined,
): ImagesResult {
  const result = { images: count, lost: 0, broken: 0 };
  const found: string[] = [];
  // Cuts in order, so that the day is played once for all images.
  const cuts = Array.from({ length: count }, (_, image) => chance(seed, image, 'cut') % log.length)
    .sort((one, other) => one - other)
    .entries();
  const disk = new Map<string, DiskFile>();
  for (const [name, bytes] of before) disk.set(name, { synced: Buffer.from(bytes), pending: [] });
  let played = 0;
  let answered = 0;
  for (const [image, cut] of cuts) {
    for (; played < cut; played += 1) {
      const event = log[played];
      if (event === undefined) break;
      if (event.kind === 'answer') answered = event.sequence;
      else play(disk, event);
    }
    const verdict = judge(disk, folder, seed + image, answered);
    if (verdict !== null) {
      result[verdict.is] += 1;
      found.push(`image ${image}, cut at ${cut} of ${log.length}: ${verdict.words}`);
    }
    each(image + 1);
  }
  return { ...result, found: found.slice(0, 10) };
}

function play(disk: Map<string, DiskFile>, event: Exclude<Logged, { kind: 'answer' }>): void {
  const file = disk.get(event.file) ?? { synced: Buffer.alloc(0), pending: [] };
  disk.set(event.file, file);
  if (event.kind !== 'sync') {
    file.pending.push(event);
    return;
  }
  for (const write of file.pending) file.synced = apply(file.synced, write);
  file.pending = [];
}

function judge(
  disk: ReadonlyMap<string, DiskFile>,
  folder: string,
  seed: number,
  answered: number,
): { is: 'lost' | 'broken'; words: string } | null {
  const image = join(folder, 'image');
  rmSync(image, { recursive: true, force: true });
  mkdirSync(image);
  for (const [name, { synced, pending }] of disk) {
    let bytes: Buffer = Buffer.from(synced);
    for (const [at, write] of pending.entries()) {
      for (const part of arrived(write, seed, at)) bytes = apply(bytes, part);
    }
    writeFileSync(join(image, name), bytes);
  }
  const file = join(image, 'book.db');
  try {
    // The next process: its connection recovers what the journal holds.
    const { db } = openForWriting(file);
    const links = db.prepare<[], bigint>('SELECT count(*) FROM deeds').pluck().get() ?? 0n;
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    if (Number(links) < answered) {
      return { is: 'lost', words: `${answered} deeds were answered, ${links} are there` };
    }
    const connection = openForReading(file);
    const broken = audit(connection).checks.filter(({ ok }) => !ok);
    connection.db.close();
    if (broken.length === 0) return null;
    return { is: 'broken', words: broken.map(({ name }) => name).join(', ') };
  } catch (error) {
    copyFileSync(file, join(folder, 'unreadable.db'));
    return { is: 'broken', words: String(error) };
  }
}
