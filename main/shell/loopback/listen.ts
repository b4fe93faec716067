// The sockets of the loopback shell: one random port on 127.0.0.1 and the same one on ::1, never
// another address. An address in our name that somebody else holds is not used.
import { createServer, type Server } from 'node:http';
import { Fault } from '../../domain/result.ts';
import type { Limits } from './limits.ts';

const TRIES = 8;
const HEADERS_MAX = 64;
const REQUESTS_PER_CONNECTION = 1000;
/** The addresses of this workstation that only it can reach; the second may be missing. */
const FIRST = '127.0.0.1';
const SECOND = '::1';
/** How a machine without IPv6 answers. */
const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

export type Listening = { readonly servers: readonly Server[]; readonly port: number };

/** Listens on both addresses, or on the first where there is no IPv6. */
export async function listenOnLoopback(limits: Limits): Promise<Listening> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const first = newServer(limits);
    const port = await listen(first, FIRST, 0);
    const second = newServer(limits);
    const failure = await listen(second, SECOND, port).then(() => null, codeOf);
    if (failure === null) return { servers: [first, second], port };
    if (NO_SUCH_ADDRESS.includes(failure)) return { servers: [first], port };
    // Another program has our port on ::1, and a browser asked for localhost could go there.
    await new Promise((closed) => first.close(closed));
  }
  throw new Fault('no_port_to_listen_on', `no free port on both addresses in ${TRIES} tries`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: host === SECOND }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** A server with every limit set: what is slow, large or endless is cut off by itself. */
function newServer(limits: Limits): Server {
  const server = createServer({
    insecureHTTPParser: false,
    // The rules refuse a missing Host themselves, with the headers of every refusal.
    requireHostHeader: false,
    joinDuplicateHeaders: false,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    // Bodies have limits of their own: an upload may take long, a token may not.
    requestTimeout: 0,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
  });
  server.timeout = limits.idleMs;
  server.maxHeadersCount = HEADERS_MAX;
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
  server.maxConnections = limits.connections;
  return server;
}
