// Where backups lie: one folder each under `backups/` with the copied book and a manifest, and the
// originals once for all of them, by their hashes.
import { constants, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { syncFile, syncFolder, writeDurably } from './durable.ts';
import { hashKept, sealAnew } from './sealed-file.ts';

export const MANIFEST_FORMAT = 'counterfoil-backup-1';

/** Why a backup was made. */
export const BACKUP_REASONS = ['daily', 'on_demand'] as const;
export type BackupReason = (typeof BACKUP_REASONS)[number];

const manifest = z.strictObject({
  format: z.literal(MANIFEST_FORMAT),
  instanceId: z.string().max(200),
  madeAt: z.int().min(0),
  why: z.enum(BACKUP_REASONS),
  head: z.string().regex(/^([0-9a-f]{64})?$/),
  count: z.int().min(0),
  book: z.strictObject({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  originals: z.array(z.strictObject({ hash: z.string(), bytes: z.int().min(0) })).readonly(),
  /** Originals that the book names and that were not there, or were not what they should be. */
  missing: z.array(z.string()).readonly(),
  /** Names the key of its book and originals; null for a plain one. Its slots lie beside it. */
  keyId: z.string().max(64).nullable().default(null),
  /** What its check found; empty for a backup that counts. */
  failed: z.string().max(4000),
});

const proof = z.strictObject({ at: z.int().min(0), ok: z.boolean(), detail: z.string().max(4000) });

/** What a backup holds; `head` and `count` are its chain's, `madeAt` milliseconds UTC. */
export type Manifest = z.output<typeof manifest>;

/** What a drill found of a backup: whether it could be restored and everything held. */
export type Proof = z.output<typeof proof>;

export type KeptBackup = {
  /** The name of its folder, in the order of time. */
  readonly name: string;
  readonly manifest: Manifest;
  readonly proof: Proof | null;
};

/** What is being made has this name until it is whole. */
const PARTIAL = '.partial-';

/** A manifest lists at most some hundred thousand originals. */
const MANIFEST_BYTES_MAX = 64 * 1024 * 1024;

export const backupsOf = (folder: string): string => join(folder, 'backups');
export const bookIn = (backup: string): string => join(backup, 'book.db');
const originalsIn = (store: string): string => join(store, 'originals');
const manifestIn = (backup: string): string => join(backup, 'manifest.json');
const proofIn = (backup: string): string => join(backup, 'proof.json');

/** The folder of a backup that is being made, new and for the owner's eyes only. */
export async function newPartial(store: string, id: string): Promise<string> {
  const folder = join(store, `${PARTIAL}${id}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes what a process left half made; only the owner of the book may. */
export async function removePartialBackups(store: string): Promise<void> {
  for (const name of await namesIn(store)) {
    if (name.startsWith(PARTIAL)) await rm(join(store, name), { recursive: true, force: true });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

export async function writeManifest(backup: string, said: Manifest): Promise<void> {
  await writeDurably(manifestIn(backup), `${JSON.stringify(said, null, 2)}\n`);
}

export async function writeProof(backup: string, said: Proof): Promise<void> {
  await writeDurably(proofIn(backup), `${JSON.stringify(said)}\n`);
}

/** The manifest of a backup folder, or null where there is none that can be read. */
export async function readManifest(backup: string): Promise<Manifest | null> {
  return readAs(manifestIn(backup), manifest);
}

async function readAs<T>(path: string, shape: z.ZodType<T>): Promise<T | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true || found.size > MANIFEST_BYTES_MAX) return null;
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Every backup of a store, the newest first; folders without a manifest are not backups. */
export async function listBackups(store: string): Promise<readonly KeptBackup[]> {
  const backups: KeptBackup[] = [];
  for (const name of await namesIn(store)) {
    if (name.startsWith(PARTIAL)) continue;
    const said = await readManifest(join(store, name));
    if (said === null) continue;
    backups.push({ name, manifest: said, proof: await readAs(proofIn(join(store, name)), proof) });
  }
  return backups.sort(
    (a, b) => b.manifest.madeAt - a.manifest.madeAt || (a.name < b.name ? 1 : -1),
  );
}

/** Whether a backup counts: its check found nothing, and its book is there. */
export function counts(store: string, { name, manifest: said }: KeptBackup): boolean {
  return said.failed === '' && existsSync(bookIn(join(store, name)));
}

/**
 * Puts an original into the store under its hash, linked where the disk is the same, else copied,
 * and answers its size; null when it is not what its name says, or not there. One that the store
 * has already is not looked at again: a drill does.
 */
export async function storeOriginal(store: string, source: string): Promise<number | null> {
  const hash = basename(source);
  const target = join(originalsIn(store), hash);
  const kept = await stat(target).catch(() => null);
  if (kept?.isFile() === true) return kept.size;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  return placeOriginal(source, target, hash);
}

/**
 * Links or copies `source` to `target` once it has been seen to hash to its name; one that lies under
 * another key, or plain where keys are held, is sealed anew.
 */
export async function placeOriginal(
  source: string,
  target: string,
  hash: string,
): Promise<number | null> {
  const found = await hashKept(source).catch(() => null);
  if (found === null || found.sha256 !== hash) return null;
  const partial = `${target}.partial`;
  if (!found.isOwn) {
    await sealAnew(source, partial);
    await rename(partial, target);
    await syncFolder(dirname(target));
    return found.bytes;
  }
  const isLinked = await link(source, target).then(
    () => true,
    () => false,
  );
  if (isLinked) return found.bytes;
  await copyFile(source, partial, constants.COPYFILE_FICLONE);
  await syncFile(partial);
  const copied = await hashKept(partial);
  if (copied.sha256 !== hash) {
    await rm(partial, { force: true });
    return null;
  }
  await link(partial, target).catch(() => copyFile(partial, target));
  await rm(partial, { force: true });
  await syncFolder(dirname(target));
  return found.bytes;
}

export const storedOriginal = (store: string, hash: string): string =>
  join(originalsIn(store), hash);

/** Removes backups by name, then every original that none of those left names. */
export async function dropBackups(store: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(store, name), { recursive: true, force: true });
  if (names.length === 0) return;
  const left = await listBackups(store);
  const needed = new Set(left.flatMap((each) => each.manifest.originals.map(({ hash }) => hash)));
  for (const hash of await namesIn(originalsIn(store))) {
    if (!needed.has(hash)) await rm(storedOriginal(store, hash), { force: true });
  }
}
