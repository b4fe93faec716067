// What is asked of the network for an update: one manifest and one file, over https, without
// redirects, within a size that is known beforehand.
import { feedAddress } from '../../../domain/feed-address.ts';
import { ok, type Refusal, type Result, refuse } from '../../../domain/result.ts';
import { MANIFEST_BYTES_MAX } from './signed-release.ts';

/** `net.fetch` of Electron, which goes through the system's proxy; tests give their own. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export type FeedRefusal = Refusal<
  'update_no_feed' | 'update_feed_not_https' | 'update_unreachable' | 'update_manifest_oversized'
>;

/** Milliseconds for the manifest; a person waits for it. */
const MANIFEST_MS = 20_000;

const ASKED: RequestInit = {
  redirect: 'error',
  credentials: 'omit',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
};

/**
 * The manifest's bytes. Refuses `update_no_feed` (no policy names one), `update_feed_not_https`,
 * `update_unreachable` (with what the network said), `update_manifest_oversized`.
 */
export async function fetchManifest(
  feed: string | null,
  fetch: Fetch,
): Promise<Result<Uint8Array, FeedRefusal>> {
  const address = addressOf(feed);
  if (!address.ok) return address;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    const signal = AbortSignal.timeout(MANIFEST_MS);
    const response = await fetch(address.value, { ...ASKED, signal });
    if (response.status !== 200) return unreachable(`${response.status}`);
    for await (const piece of bodyOf(response)) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > MANIFEST_BYTES_MAX) return refuse({ code: 'update_manifest_oversized', bytes });
    }
  } catch (error) {
    return unreachable(saidBy(error));
  }
  return ok(Buffer.concat(pieces));
}

/**
 * A file that lies beside the manifest, as pieces. Refuses `update_no_feed`,
 * `update_feed_not_https`, `update_unreachable`.
 */
export async function openFile(
  feed: string | null,
  name: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<Uint8Array>, FeedRefusal>> {
  const address = addressOf(feed);
  if (!address.ok) return address;
  try {
    const response = await fetch(new URL(name, address.value).href, { ...ASKED, signal });
    return response.status === 200 ? ok(bodyOf(response)) : unreachable(`${response.status}`);
  } catch (error) {
    return unreachable(saidBy(error));
  }
}

function addressOf(feed: string | null): Result<string, FeedRefusal> {
  if (feed === null) return refuse({ code: 'update_no_feed' });
  const address = feedAddress(feed);
  return address === null ? refuse({ code: 'update_feed_not_https' }) : ok(address);
}

/** What the network said: a status, or the innermost message of an error. */
export function unreachable(detail: string) {
  return refuse({ code: 'update_unreachable', detail });
}

/** The innermost message: `fetch failed` alone helps nobody. */
export function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? saidBy(error.cause) : error.message;
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  // Leaving the loop early cancels the body, and with it the request.
  if (response.body !== null) yield* response.body;
}
