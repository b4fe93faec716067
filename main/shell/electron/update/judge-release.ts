// Whether a release that is ours may be offered on this machine: a newer one, for this program,
// channel and platform, in its time, and never one behind what was already seen.
import { ok, type Refusal, type Result, refuse } from '../../../domain/result.ts';
import { type PackageKind, PRODUCT, type Release, type ReleaseFile } from './release.ts';
import { compareVersions, isBeta } from './version.ts';

/** The newest release that this machine has verified, so that a feed cannot go back on it. */
export type SeenRelease = {
  readonly version: string;
  /** SHA-256 of its bytes in hex. */
  readonly digest: string;
};

export type Installed = {
  readonly version: string;
  /** `linux-x64`. */
  readonly platform: string;
  readonly kind: PackageKind;
  /** Milliseconds UTC. */
  readonly now: number;
  readonly seen: SeenRelease | null;
};

export type ReleaseRefusal = Refusal<
  | 'update_product_wrong'
  | 'update_channel_wrong'
  | 'update_not_yet_released'
  | 'update_expired'
  | 'update_older'
  | 'update_not_newer'
  | 'update_rolled_back'
  | 'update_changed'
  | 'update_platform_missing'
>;

/** A clock may be this far behind the release's before it counts as not yet released. */
const CLOCK_MS = 86_400_000;

/**
 * The file of `release` for this machine. `digest` is SHA-256 of the release's bytes in hex. The
 * same release seen before is offered again; another one under the same version is not. Refuses, in
 * this order: `update_product_wrong`, `update_channel_wrong` (a beta, and none is installed),
 * `update_not_yet_released`, `update_expired`, `update_rolled_back` (older than what was seen),
 * `update_changed` (the version that was seen, with other content), `update_older` and
 * `update_not_newer` (than what is installed), `update_platform_missing`. What was seen comes first:
 * a feed that goes back to the installed version must not read as "up to date".
 */
export function judgeRelease(
  release: Release,
  digest: string,
  installed: Installed,
): Result<ReleaseFile, ReleaseRefusal> {
  const { version, channel } = release;
  if (release.product !== PRODUCT) {
    return refuse({ code: 'update_product_wrong', product: release.product });
  }
  // A final version under the beta channel, or the reverse, was signed by mistake.
  const isForUs = channel === 'stable' || isBeta(installed.version);
  if (!isForUs || (channel === 'beta') !== isBeta(version)) {
    return refuse({ code: 'update_channel_wrong', channel, version });
  }
  if (release.releasedAt > installed.now + CLOCK_MS) {
    return refuse({ code: 'update_not_yet_released', version });
  }
  if (release.expiresAt <= installed.now) return refuse({ code: 'update_expired', version });
  const behind = behindSeen(version, digest, installed.seen);
  if (behind !== null)
    return refuse({ code: behind, version, seen: installed.seen?.version ?? '' });
  const againstInstalled = compareVersions(version, installed.version);
  if (againstInstalled === 0) return refuse({ code: 'update_not_newer', version });
  if (againstInstalled === null || againstInstalled < 0) {
    return refuse({ code: 'update_older', version, installed: installed.version });
  }
  const { platform, kind } = installed;
  const file = release.files.find((each) => each.platform === platform && each.kind === kind);
  if (file === undefined) return refuse({ code: 'update_platform_missing', platform, kind });
  return ok(file);
}

function behindSeen(
  version: string,
  digest: string,
  seen: SeenRelease | null,
): 'update_rolled_back' | 'update_changed' | null {
  if (seen === null) return null;
  const against = compareVersions(version, seen.version);
  if (against === null || against < 0) return 'update_rolled_back';
  return against === 0 && digest !== seen.digest ? 'update_changed' : null;
}

/** How this program was installed, by what its package sets in the environment. */
export function packageKind(
  platform: string,
  env: { readonly [name: string]: string | undefined },
): PackageKind {
  if (platform === 'darwin') return 'dmg';
  if (platform === 'win32') return env.PORTABLE_EXECUTABLE_FILE === undefined ? 'nsis' : 'portable';
  return env.APPIMAGE === undefined ? 'deb' : 'appimage';
}
