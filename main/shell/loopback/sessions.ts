// Who may speak to the office over loopback: one-time tokens, each exchanged once for a session's
// cookie. Only digests are kept, and they are compared in constant time.
import { createHash, timingSafeEqual } from 'node:crypto';

/** A token is good for this long after it was made. */
export const TOKEN_MS = 60_000;
/** A session ends this long after it began, whatever is going on in it: one long working day. */
export const SESSION_MS = 14 * 60 * 60 * 1000;
/** Wrong tokens in one minute after which they are answered 429. */
export const WRONG_TOKENS_MAX = 10;

const TOKEN_BYTES = 32;
const TOKENS_MAX = 8;
const USED_TOKENS_KEPT = 64;
const SESSIONS_MAX = 8;
const MINUTE = 60_000;

export type Chance = {
  /** Milliseconds UTC. */
  readonly now: () => number;
  /** Bytes nobody can guess. */
  readonly random: (bytes: number) => Uint8Array;
};

export type Exchange =
  | { readonly kind: 'session'; readonly cookie: string; readonly endsAt: number }
  | { readonly kind: 'wrong' | 'used' | 'expired' | 'too_many' };

export type Sessions = {
  /** A new one-time token: 256 bits in base64url. The oldest goes when too many are out. */
  readonly newToken: () => string;
  /** The session a token buys, once. The right token passes even while wrong ones are limited. */
  readonly exchange: (token: string) => Exchange;
  /** When the session of this Cookie header ends, or null when it has none. */
  readonly endOf: (cookieHeader: string | null) => number | null;
};

type Issued = { readonly digest: Buffer; readonly until: number };

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Looks at every one, so that the time taken does not tell which one was nearly right. */
function search(among: readonly Issued[], secret: string): Issued | null {
  const digest = digestOf(secret);
  let found: Issued | null = null;
  for (const each of among) if (timingSafeEqual(each.digest, digest)) found = each;
  return found;
}

/** The tokens and sessions of one shell; `cookieName` carries the port, as cookies do not. */
export function createSessions(cookieName: string, { now, random }: Chance): Sessions {
  let tokens: readonly Issued[] = [];
  let used: readonly Issued[] = [];
  let sessions: readonly Issued[] = [];
  let wrongAt: readonly number[] = [];
  const secret = () => Buffer.from(random(TOKEN_BYTES)).toString('base64url');

  function refused(kind: 'wrong' | 'used' | 'expired', at: number): Exchange {
    wrongAt = [...wrongAt, at].filter((each) => at - each < MINUTE).slice(-WRONG_TOKENS_MAX - 1);
    return { kind: wrongAt.length > WRONG_TOKENS_MAX ? 'too_many' : kind };
  }

  return {
    newToken() {
      const token = secret();
      const issued = { digest: digestOf(token), until: now() + TOKEN_MS };
      tokens = [...tokens, issued].slice(-TOKENS_MAX);
      return token;
    },
    exchange(token) {
      const at = now();
      const found = search(tokens, token);
      const seen = search(used, token);
      if (found === null) return refused(seen === null ? 'wrong' : 'used', at);
      tokens = tokens.filter((each) => each !== found);
      used = [...used, found].slice(-USED_TOKENS_KEPT);
      if (at >= found.until) return refused('expired', at);
      const value = secret();
      const endsAt = at + SESSION_MS;
      sessions = [...sessions, { digest: digestOf(value), until: endsAt }].slice(-SESSIONS_MAX);
      return { kind: 'session', cookie: `${cookieName}=${value}`, endsAt };
    },
    endOf(cookieHeader) {
      const value = readCookie(cookieHeader ?? '', cookieName);
      const found = value === null ? null : search(sessions, value);
      return found !== null && now() < found.until ? found.until : null;
    },
  };
}

/** Our cookie's value; null also when it is there twice, which only another party brings about. */
function readCookie(header: string, name: string): string | null {
  const values = header
    .split('; ')
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? (values[0] ?? null) : null;
}
