// Which requests the loopback shell lets through: one shape per resource, everything else refused
// with a status and no data. Pure, so that a test can walk every combination.
import type { Pass } from './sessions.ts';

/** What is there to ask for. Everything that is not `static` needs the page's own origin. */
export type Resource = 'static' | 'session' | 'files' | 'office';

/** A request as it came, before anything of it is believed. `rawHeaders` alternates name, value. */
export type RequestFacts = {
  readonly method: string;
  readonly target: string;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
  /** Whether the parser took it for an upgrade. */
  readonly upgrade: boolean;
};

/** What the shell knows: its own names, its files, and whose sessions it gave out. */
export type House = {
  /** `127.0.0.1:PORT`, `[::1]:PORT`, `localhost:PORT`. */
  readonly hosts: ReadonlySet<string>;
  readonly isStatic: (target: string) => boolean;
  /** When the session ends that these open, in milliseconds UTC; null when there is none. */
  readonly sessionEnd: (pass: Pass) => number | null;
};

/** `sessionEnd` is null where no session is asked for. */
export type Verdict =
  | {
      readonly ok: true;
      readonly resource: Resource;
      readonly host: string;
      readonly sessionEnd: number | null;
    }
  | { readonly ok: false; readonly status: number; readonly why: string };

/** Headers that decide something; a second one of the same name is an attempt to be read twice. */
const SINGLE = new Set([
  'host',
  'origin',
  'cookie',
  'content-length',
  'connection',
  'upgrade',
  'sec-fetch-site',
  'sec-websocket-key',
  'sec-websocket-protocol',
  'sec-websocket-version',
  'x-counterfoil',
  'x-file-name',
]);

/** Bytes of a one-time token's request: the token and room to spare. */
export const SESSION_BODY_MAX = 1024;

/**
 * The subprotocol of the office's WebSocket. The page offers it and the session's key as a second
 * one, because a WebSocket takes no header of the page's own; only this one is ever answered.
 */
export const SUBPROTOCOL = 'counterfoil';

const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;
const WEBSOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/;

type Headers = ReadonlyMap<string, string>;

/**
 * The verdict on a request. In order: 400 shape (version, doubled or smuggling headers, target),
 * 421 a Host that is not ours (DNS rebinding), 404 and 405 what is asked for, 403 an Origin or
 * Sec-Fetch-Site that is not the page's own, 400 a body where none belongs, 401 no session: a
 * cookie without its key, or a key without its cookie, is none.
 */
export function judgeRequest(facts: RequestFacts, house: House): Verdict {
  const headers = readHeaders(facts.rawHeaders);
  if (headers === null) return no(400, 'a deciding header is doubled');
  if (facts.httpVersion !== '1.1') return no(400, 'the version is not HTTP/1.1');
  if (headers.has('transfer-encoding')) return no(400, 'the body has no stated length');
  const host = headers.get('host') ?? '';
  if (!house.hosts.has(host)) return no(421, 'the Host is not ours');
  if (!facts.target.startsWith('/')) return no(400, 'the target is not a path');
  const resource = resourceAt(facts.target, house);
  if (resource === null) return strangeTarget(facts.target);
  if (facts.method === 'OPTIONS') return no(403, 'no other origin is answered');
  const allowed = resource === 'session' || resource === 'files' ? 'POST' : 'GET';
  if (facts.method !== allowed) return no(405, 'the method is not allowed here');
  const refused =
    judgeOrigin(resource, headers, host) ??
    judgeUpgrade(resource, facts.upgrade, headers) ??
    judgeBody(resource, headers);
  if (refused !== null) return refused;
  if (resource !== 'files' && resource !== 'office') {
    return { ok: true, resource, host, sessionEnd: null };
  }
  const pass = { cookie: headers.get('cookie') ?? null, key: keyOf(resource, headers) };
  const sessionEnd = house.sessionEnd(pass);
  return sessionEnd === null ? no(401, 'no session') : { ok: true, resource, host, sessionEnd };
}

function no(status: number, why: string): Verdict & { readonly ok: false } {
  return { ok: false, status, why };
}

/** The headers by lower-case name, or null when a deciding one is there twice. */
function readHeaders(raw: readonly string[]): Headers | null {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (headers.has(name) && SINGLE.has(name)) return null;
    headers.set(name, raw[at + 1] ?? '');
  }
  return headers;
}

function resourceAt(target: string, house: House): Resource | null {
  if (target === '/session') return 'session';
  if (target === '/files') return 'files';
  if (target === '/office') return 'office';
  return house.isStatic(target) ? 'static' : null;
}

/** Paths are compared whole and never decoded, so a trick can only miss; it is told so at once. */
function strangeTarget(target: string): Verdict {
  const isPlain = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(target);
  return isPlain ? no(404, 'there is nothing here') : no(400, 'the path is not plain');
}

function judgeOrigin(resource: Resource, headers: Headers, host: string): Verdict | null {
  const origin = headers.get('origin');
  const isOwn = origin === `http://${host}`;
  if (resource === 'static') {
    // The launch page is a file, so its navigation is cross-site; it carries no Origin.
    return origin === undefined || isOwn ? null : no(403, 'the Origin is not ours');
  }
  if (!isOwn) return no(403, 'the Origin is not ours');
  const site = headers.get('sec-fetch-site');
  // Chromium sends no Sec-Fetch headers with a WebSocket; with fetch every browser we open does.
  if (site !== 'same-origin' && !(resource === 'office' && site === undefined)) {
    return no(403, 'the request does not come from our page');
  }
  const ours = headers.get('x-counterfoil');
  // A session is asked for before there is a key; an upload brings the key itself.
  if (resource === 'session' ? ours !== '1' : resource === 'files' && ours === undefined) {
    return no(403, 'the header of our page is missing');
  }
  return null;
}

/** The session's key as the page presents it; null when it does not, or not in our one form. */
function keyOf(resource: 'files' | 'office', headers: Headers): string | null {
  if (resource === 'files') return headers.get('x-counterfoil') ?? null;
  const [name, key, ...more] = (headers.get('sec-websocket-protocol') ?? '').split(/, ?/);
  return name === SUBPROTOCOL && key !== undefined && more.length === 0 ? key : null;
}

function judgeUpgrade(resource: Resource, upgrade: boolean, headers: Headers): Verdict | null {
  if (resource !== 'office') {
    return upgrade || headers.has('upgrade') ? no(400, 'nothing to upgrade here') : null;
  }
  if (!upgrade) return no(426, 'only a WebSocket is answered here');
  const isWebSocket =
    headers.get('upgrade')?.toLowerCase() === 'websocket' &&
    headers.get('sec-websocket-version') === '13' &&
    WEBSOCKET_KEY.test(headers.get('sec-websocket-key') ?? '');
  return isWebSocket ? null : no(400, 'the upgrade is not to a WebSocket');
}

function judgeBody(resource: Resource, headers: Headers): Verdict | null {
  if (headers.has('expect')) return no(417, 'no expectation is met');
  const length = headers.get('content-length');
  if (length !== undefined && !DECIMAL.test(length)) return no(400, 'the length is no number');
  if (resource === 'static' || resource === 'office') {
    return length === undefined || length === '0' ? null : no(400, 'no body belongs here');
  }
  if (length === undefined) return no(411, 'the length is not stated');
  if (resource === 'session' && Number(length) > SESSION_BODY_MAX) return no(413, 'too large');
  return null;
}
