// A check for an update, and its download: each a person's click, each only when the policy names a
// feed. Nothing is installed from here; the person is led to a file that is what was signed.
import { ok, type Result, refuse } from '../../../domain/result.ts';
import { type FeedRefusal, type Fetch, fetchManifest, openFile } from './feed.ts';
import { type Installed, judgeRelease, type ReleaseRefusal } from './judge-release.ts';
import { compareFile, type FileRefusal, keepFile, keptPath } from './kept-file.ts';
import type { ReleaseFile } from './release.ts';
import type { ReleaseKey } from './release-keys.ts';
import { readSeen, rememberSeen } from './seen-release.ts';
import { openSignedRelease, type SignatureRefusal } from './signed-release.ts';

export type UpdaterOptions = {
  /** The policy's `updateFeed`; null while updates are off. */
  readonly feed: string | null;
  readonly keys: readonly ReleaseKey[];
  readonly dataFolder: string;
  readonly installed: Omit<Installed, 'seen'>;
  readonly fetch: Fetch;
};

export type UpdateOffer = {
  readonly version: string;
  /** Milliseconds UTC. */
  readonly releasedAt: number;
  readonly file: ReleaseFile;
};

export type UpdateRefusal = FeedRefusal | SignatureRefusal | ReleaseRefusal | FileRefusal;

/**
 * What the feed offers this machine. Refuses as the steps do, in their order: `update_no_feed`
 * before anything is asked of the network, a missing release key next, also without the network;
 * then {@link fetchManifest}, {@link openSignedRelease}, {@link judgeRelease}. A release that is ours
 * and for this program is remembered, whether or not it is for this platform.
 */
export async function checkForUpdate(
  options: UpdaterOptions,
): Promise<Result<UpdateOffer, UpdateRefusal>> {
  const { feed, keys, dataFolder, installed, fetch } = options;
  if (feed !== null && keys.length === 0) return refuse({ code: 'update_no_release_key' });
  const manifest = await fetchManifest(feed, fetch);
  if (!manifest.ok) return manifest;
  const opened = openSignedRelease(manifest.value, keys);
  if (!opened.ok) return opened;
  const { release, digest } = opened.value;
  const seen = await readSeen(dataFolder);
  const judged = judgeRelease(release, digest, { ...installed, seen });
  if (judged.ok || judged.refusal.code === 'update_platform_missing') {
    await rememberSeen(dataFolder, { version: release.version, digest });
  }
  if (!judged.ok) return judged;
  return ok({ version: release.version, releasedAt: release.releasedAt, file: judged.value });
}

/**
 * Downloads an offer, unless it lies here already, and answers where. Refuses `update_no_feed`,
 * `update_unreachable` and as {@link compareFile}; faults `update_not_kept`. `signal` ends it: it is
 * then `update_unreachable`.
 */
export async function downloadUpdate(
  { feed, dataFolder, fetch }: Pick<UpdaterOptions, 'feed' | 'dataFolder' | 'fetch'>,
  offer: UpdateOffer,
  signal: AbortSignal,
): Promise<Result<string, FileRefusal | FeedRefusal>> {
  const kept = await confirmUpdate(dataFolder, offer);
  if (kept.ok) return kept;
  const pieces = await openFile(feed, offer.file.name, fetch, signal);
  return pieces.ok ? keepFile(dataFolder, offer.file, pieces.value) : pieces;
}

/** Whether the kept file is still what was signed; asked right before a person is led to it. */
export function confirmUpdate(
  dataFolder: string,
  { file }: UpdateOffer,
): Promise<Result<string, FileRefusal>> {
  return compareFile(keptPath(dataFolder, file), file);
}
