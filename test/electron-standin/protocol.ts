// Electron's `protocol`: a scheme of the program's own is answered through Chromium's Fetch domain.
// Chromium knows no such scheme, so `app://host/…` stands in the page as `https://app--host/…`.

import { theApp } from './app.ts';
import type { Cdp } from './cdp.ts';
import { onlyKnown } from './strict.ts';

const PRIVILEGES = [
  'standard',
  'secure',
  'supportFetchAPI',
  'corsEnabled',
  'stream',
  'bypassCSP',
  'allowServiceWorkers',
  'codeCache',
] as const;

type Privileges = { readonly [name in (typeof PRIVILEGES)[number]]?: boolean };
type Handler = (request: Request) => Response | Promise<Response>;

const privileged = new Map<string, Privileges>();
const handlers = new Map<string, Handler>();

/** `app://host/path` as the page knows it. */
export function toPage(url: string): string {
  const [, scheme, host, rest] = /^([a-z]+):\/\/([^/?#]+)(.*)$/.exec(url) ?? [];
  if (scheme === undefined || !privileged.has(scheme)) return url;
  return `https://${scheme}--${host}${rest === '' ? '/' : rest}`;
}

/** The address that the page shows, as the program knows it. */
export function fromPage(url: string): string {
  return url.replace(/^(blob:)?https:\/\/([a-z]+)--/, (whole, blob: string | undefined, scheme) =>
    privileged.has(scheme) ? `${blob ?? ''}${scheme}://` : whole,
  );
}

export const protocolParts = {
  registerSchemesAsPrivileged(
    schemes: readonly { readonly scheme: string; readonly privileges: Privileges }[],
  ): void {
    if (theApp.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    for (const { scheme, privileges } of schemes) {
      onlyKnown('a scheme', privileges, PRIVILEGES);
      if (privileges.standard !== true || privileges.secure !== true) {
        throw new Error('electron stand-in: only a standard, secure scheme is imitated');
      }
      privileged.set(scheme, privileges);
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!theApp.isReady()) throw new Error('electron stand-in: protocol.handle before ready');
    if (!privileged.has(scheme)) throw new Error('electron stand-in: the scheme is not registered');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
};

/** A request that Chromium holds back for us. */
export type Paused = {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: { readonly [name: string]: string };
  };
};

/** Answers a request of the program's own scheme, or fails it as Electron does without a handler. */
export async function answer(cdp: Cdp, sessionId: string, paused: Paused): Promise<void> {
  const url = fromPage(paused.request.url);
  const handler = handlers.get(url.slice(0, url.indexOf(':')));
  const fail = (errorReason: string) =>
    cdp.send('Fetch.failRequest', { requestId: paused.requestId, errorReason }, sessionId);
  if (handler === undefined) {
    await fail('AddressUnreachable');
    return;
  }
  const headers = Object.entries(paused.request.headers).map(([name, value]): [string, string] => [
    name,
    name.toLowerCase() === 'origin' ? fromPage(`${value}/`).slice(0, -1) : value,
  ]);
  const response = await handler(new Request(url, { method: paused.request.method, headers }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
  await cdp.send(
    'Fetch.fulfillRequest',
    { requestId: paused.requestId, responseCode: response.status, responseHeaders, body },
    sessionId,
  );
}
