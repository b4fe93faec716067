// The loopback shell's server: the console's page and files for anyone on this workstation, and
// the office behind one WebSocket for the one page that brought the one-time token.
//
//   GET  /, /assets/…   no data and no session in them
//   POST /session       the token as the body; answers the session's cookie, and its key as the body
//   POST /files         a file as the body, its name percent-encoded in X-File-Name
//   GET  /office        the WebSocket: frames of the contract
//
// The last two need the cookie and the key: in X-Counterfoil, or as the second subprotocol.
import { rm } from 'node:fs/promises';
import type { Channel } from '../../../preload/channel.ts';
import { readRendererFiles } from '../renderer-files.ts';
import { createDesk } from './desk.ts';
import { sweepLaunchPages, writeLaunchPage } from './launch-page.ts';
import { LIMITS, type Limits } from './limits.ts';
import { listenOnLoopback } from './listen.ts';
import { type LogEntry, limitRefusals } from './refusal-log.ts';
import { createSessions, TOKEN_MS } from './sessions.ts';

export type LoopbackOptions = {
  /** What the build wrote: `dist/renderer`. */
  readonly rendererFolder: string;
  /** Where launch pages go: a plain, visible folder of the person's home. */
  readonly launchFolder: string;
  /** Where a file lies while it comes in: in the book's own folder. */
  readonly uploadFolder: string;
  /** A channel into the office; a throw means that there is none just now. */
  readonly openOffice: () => Channel;
  /** Keeps the file at `path` in the book; what it answers is sent to the page as JSON. */
  readonly keepFile: (path: string) => Promise<unknown>;
  /** How the page looks before it has asked anybody, as its renderer reads it. */
  readonly appearance: () => string;
  readonly log: (entry: LogEntry) => void;
  /** Milliseconds UTC. */
  readonly now: () => number;
  /** Bytes nobody can guess. */
  readonly random: (bytes: number) => Uint8Array;
  readonly limits?: Partial<Limits>;
};

export type LoopbackServer = {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Writes a launch page with a new token and gives its path; the page goes after use. */
  readonly launch: () => Promise<string>;
  /** The address with a new token in its fragment, good once and for a minute. */
  readonly oneTimeAddress: () => string;
  /** Ends every socket, upload and connection, and sweeps up. */
  readonly close: () => Promise<void>;
};

/**
 * Starts serving on a random port of 127.0.0.1, and of ::1 where there is one. Faults:
 * `console_not_built`, `console_too_large`, `no_port_to_listen_on`.
 */
export async function serveLoopback(options: LoopbackOptions): Promise<LoopbackServer> {
  const { launchFolder, uploadFolder, log, now, random } = options;
  const limits: Limits = { ...LIMITS, ...options.limits };
  const files = await readRendererFiles(options.rendererFolder);
  // What an earlier shell left when it was killed: half a file, and pages whose token is dead.
  await rm(uploadFolder, { recursive: true, force: true });
  await sweepLaunchPages(launchFolder, now() - TOKEN_MS);

  const { servers, port } = await listenOnLoopback(limits);
  const sessions = createSessions(`counterfoil-${port}`, { now, random });
  const pages = new LaunchPages();
  const desk = createDesk({
    ...options,
    limits,
    files,
    sessions,
    port,
    refused: limitRefusals(log, now, limits.refusalsLogged),
    onSession: () => pages.deleteAll(),
  });
  for (const server of servers) {
    server.on('request', desk.request);
    server.on('checkContinue', desk.request);
    server.on('checkExpectation', desk.request);
    server.on('upgrade', desk.upgrade);
    server.on('clientError', desk.broken);
  }
  const origin = `http://127.0.0.1:${port}`;
  const oneTimeAddress = () => `${origin}/#${sessions.newToken()}`;
  return {
    origin,
    oneTimeAddress,
    async launch() {
      const name = Buffer.from(random(12)).toString('base64url');
      return pages.add(await writeLaunchPage(launchFolder, name, oneTimeAddress()));
    },
    async close() {
      await desk.close();
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
      await pages.deleteAll();
      await rm(uploadFolder, { recursive: true, force: true });
    },
  };
}

/** The launch pages that lie in the folder: gone after use, or when their token is dead. */
class LaunchPages {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  add(path: string): string {
    this.timers.set(
      path,
      setTimeout(() => void this.remove(path), TOKEN_MS),
    );
    this.timers.get(path)?.unref();
    return path;
  }

  async deleteAll(): Promise<void> {
    await Promise.all([...this.timers.keys()].map((path) => this.remove(path)));
  }

  private async remove(path: string): Promise<void> {
    clearTimeout(this.timers.get(path));
    // A page that cannot be deleted now is swept out by the next start; its token is dead by then.
    await rm(path, { force: true }).catch(() => undefined);
    this.timers.delete(path);
  }
}
