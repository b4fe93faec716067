// Who may speak to the office over loopback: one-time tokens, each exchanged once for a session's
// cookie and key. Only digests are kept, and they are compared in constant time.
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

/**
 * What a request brings to show whose it is. A browser sends a cookie to every port of 127.0.0.1,
 * so another program of this workstation may see it; the key is kept by our own page, under its
 * origin, which includes the port. Neither is worth anything without the other.
 */
export type Pass = { readonly cookie: string | null; readonly key: string | null };

export type Exchange =
  | {
      readonly kind: 'session';
      readonly cookie: string;
      readonly key: string;
      readonly endsAt: number;
    }
  | { readonly kind: 'wrong' | 'used' | 'expired' | 'too_many' };

export type Sessions = {
  /** A new one-time token: 256 bits in base64url. The oldest goes when too many are out. */
  readonly newToken: () => string;
  /** The session a token buys, once. The right token passes even while wrong ones are limited. */
  readonly exchange: (token: string) => Exchange;
  /** When the session ends whose Cookie header and key these are, or null when there is none. */
  readonly endOf: (pass: Pass) => number | null;
};

type Issued = { readonly digest: Buffer; readonly until: number };
type Session = Issued & { readonly keyDigest: Buffer };

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Looks at every one, so that the time taken does not tell which one was nearly right. */
function search<Each extends Issued>(among: readonly Each[], secret: string): Each | null {
  const digest = digestOf(secret);
  let found: Each | null = null;
  for (const each of among) if (timingSafeEqual(each.digest, digest)) found = each;
  return found;
}

/** The tokens and sessions of one shell; `cookieName` carries the port, as cookies do not. */
export function createSessions(cookieName: string, { now, random }: Chance): Sessions {
  let tokens: readonly Issued[] = [];
  let used: readonly Issued[] = [];
  let sessions: readonly Session[] = [];
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
      const key = secret();
      const endsAt = at + SESSION_MS;
      const session = { digest: digestOf(value), keyDigest: digestOf(key), until: endsAt };
      sessions = [...sessions, session].slice(-SESSIONS_MAX);
      return { kind: 'session', cookie: `${cookieName}=${value}`, key, endsAt };
    },
    endOf({ cookie, key }) {
      const value = readCookie(cookie ?? '', cookieName);
      const found = value === null ? null : search(sessions, value);
      if (found === null || !timingSafeEqual(found.keyDigest, digestOf(key ?? ''))) return null;
      return now() < found.until ? found.until : null;
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
