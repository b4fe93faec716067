// Answers what the rules let through: files of the console, a token's exchange, an upload, the
// office's WebSocket. Everything refused gets its status, the safe headers and no byte of data.
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Channel } from '../../../preload/channel.ts';
import { known } from '../../domain/assert.ts';
import { APPEARANCE_PLACEHOLDER } from '../appearance.ts';
import type { RendererFiles } from '../renderer-files.ts';
import { NONCE_PLACEHOLDER, safeHeaders } from '../response-headers.ts';
import type { Limits } from './limits.ts';
import { fileNameOf, receiveFile, UploadBroken } from './receive-file.ts';
import type { Log } from './refusal-log.ts';
import {
  type House,
  judgeRequest,
  SESSION_BODY_MAX,
  SUBPROTOCOL,
  type Verdict,
} from './request-rules.ts';
import type { Sessions } from './sessions.ts';
import { relay, socketChannel } from './socket-channel.ts';

export type DeskOptions = {
  readonly port: number;
  readonly limits: Limits;
  readonly files: RendererFiles;
  readonly sessions: Sessions;
  readonly uploadFolder: string;
  readonly openOffice: () => Channel;
  readonly keepFile: (path: string) => Promise<unknown>;
  readonly appearance: () => string;
  readonly log: Log;
  readonly refused: Log;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** A token was exchanged: its launch page has been used, and is gone before the answer. */
  readonly onSession: () => Promise<void>;
};

export type Desk = {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly broken: (error: Error, socket: Duplex) => void;
  readonly close: () => Promise<void>;
};

const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** Milliseconds a page has to answer that the shell is going away. */
const GOODBYE_MS = 500;
/** The longest delay a timer takes. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** What every step of an answer needs: the request's own host, and a way to answer it. */
type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly host: string;
};

export function createDesk(options: DeskOptions): Desk {
  const { port, files, sessions, refused } = options;
  const ownHost = `127.0.0.1:${port}`;
  const house: House = {
    hosts: new Set([ownHost, `[::1]:${port}`, `localhost:${port}`]),
    isStatic: (target) => files.has(target),
    sessionEnd: sessions.endOf,
  };
  const sockets = createSockets(options);
  const uploads = { running: 0 };

  function judge(request: IncomingMessage, upgrade: boolean): Verdict {
    const { method = '', url: target = '', httpVersion, rawHeaders } = request;
    const verdict = judgeRequest({ method, target, httpVersion, rawHeaders, upgrade }, house);
    if (!verdict.ok) refused({ code: 'request_refused', ...statusOf(verdict) });
    return verdict;
  }

  return {
    request(request, response) {
      // A client that breaks off is no error of ours; the answer has nowhere to go.
      response.on('error', () => request.destroy());
      const verdict = judge(request, false);
      const exchange = { request, response, host: verdict.ok ? verdict.host : ownHost };
      if (!verdict.ok) refuse(options, exchange, verdict.status);
      else if (verdict.resource === 'session') void answerToken(options, exchange);
      else if (verdict.resource === 'files') void answerUpload(options, exchange, uploads);
      else answerFile(options, exchange);
    },
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const verdict = judge(request, true);
      if (!verdict.ok) refuseSocket(options, socket, verdict.status, ownHost);
      else if (sockets.isFull()) refuseSocket(options, socket, 503, verdict.host);
      else sockets.open(request, socket, head, verdict.sessionEnd ?? 0);
    },
    broken(error, socket) {
      // What follows a refused request on its connection is not read, so it is not answered either.
      if (refusedOn.has(socket)) return;
      const code = 'code' in error ? String(error.code) : '';
      const status =
        code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
      // A browser opens connections ahead of need, so one that says nothing is no refusal.
      if (status === 408) refused({ code: 'connection_timed_out' });
      else refused({ code: 'request_refused', status, why: 'not HTTP' });
      refuseSocket(options, socket, status, ownHost);
    },
    close: sockets.closeAll,
  };
}

function statusOf({ status, why }: { readonly status: number; readonly why: string }) {
  return { status, why };
}

type Answering = Pick<DeskOptions, 'random'>;

function headersFor({ random }: Answering, host: string): [Record<string, string>, string] {
  const nonce = Buffer.from(random(18)).toString('base64');
  return [safeHeaders(host, nonce), nonce];
}

/** Connections whose request was refused: they end with the answer. */
const refusedOn = new WeakSet<Duplex>();

/** A refusal carries no byte of data and ends the connection, so that no body is read after it. */
function refuse(options: Answering, { request, response, host }: Exchange, status: number): void {
  refusedOn.add(request.socket);
  const [headers] = headersFor(options, host);
  response.writeHead(status, { ...headers, 'Content-Length': '0', Connection: 'close' });
  response.end();
}

function refuseSocket(options: Answering, socket: Duplex, status: number, host: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const [headers] = headersFor(options, host);
  const lines = Object.entries({ ...headers, 'Content-Length': '0', Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n`, () =>
    socket.destroy(),
  );
}

function answerFile(options: DeskOptions, { request, response, host }: Exchange): void {
  const file = known(options.files.get(request.url ?? ''), 'the rules saw that it is served');
  const [headers, nonce] = headersFor(options, host);
  const isPage = file.type.startsWith('text/html');
  const body = isPage ? pageOf(file.bytes.toString(), nonce, options.appearance()) : file.bytes;
  const length = String(Buffer.byteLength(body));
  response.writeHead(200, { ...headers, 'Content-Type': file.type, 'Content-Length': length });
  response.end(body);
}

function pageOf(built: string, nonce: string, appearance: string): string {
  return built.replaceAll(NONCE_PLACEHOLDER, nonce).replaceAll(APPEARANCE_PLACEHOLDER, appearance);
}

async function answerToken(options: DeskOptions, exchange: Exchange): Promise<void> {
  const { sessions, limits, log, refused } = options;
  const token = await readSmallBody(exchange.request, limits.bodyMs);
  if (token === null) return refuse(options, exchange, 408);
  const bought = sessions.exchange(token);
  if (bought.kind !== 'session') {
    if (bought.kind === 'used') log({ code: 'token_used_again', severity: 'alarm' });
    else refused({ code: 'token_refused', why: bought.kind });
    return refuse(options, exchange, bought.kind === 'too_many' ? 429 : 401);
  }
  log({ code: 'session_opened' });
  await options.onSession();
  const [headers] = headersFor(options, exchange.host);
  exchange.response.writeHead(200, {
    ...headers,
    'Set-Cookie': `${bought.cookie}; HttpOnly; SameSite=Strict; Path=/`,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(bought.key.length),
  });
  exchange.response.end(bought.key);
}

/** The body as text, or null when it broke off or took too long. Its length has been judged. */
async function readSmallBody(request: IncomingMessage, ms: number): Promise<string | null> {
  const timer = setTimeout(() => request.destroy(), ms);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request) {
      if (!Buffer.isBuffer(piece)) return null;
      pieces.push(piece);
      length += piece.length;
      if (length > SESSION_BODY_MAX) return null;
    }
    return Buffer.concat(pieces).toString('latin1');
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function answerUpload(
  options: DeskOptions,
  exchange: Exchange,
  uploads: { running: number },
): Promise<void> {
  const { limits, uploadFolder, random, keepFile, log } = options;
  const { request, response, host } = exchange;
  const named = request.headers['x-file-name'];
  const name = fileNameOf(typeof named === 'string' ? named : undefined);
  if (name === null) return refuse(options, exchange, 400);
  if (Number(request.headers['content-length']) > limits.fileBytes) {
    return refuse(options, exchange, 413);
  }
  if (uploads.running >= limits.uploads) return refuse(options, exchange, 503);
  uploads.running += 1;
  // Keeping a large file takes longer than a connection may be silent otherwise.
  request.socket.setTimeout(0);
  try {
    const folder = join(uploadFolder, Buffer.from(random(12)).toString('base64url'));
    const answer = await receiveFile(request, folder, name, limits.uploadIdleMs, keepFile);
    const body = JSON.stringify(answer);
    const [headers] = headersFor(options, host);
    response.writeHead(200, {
      ...headers,
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
    });
    response.end(body);
  } catch (error) {
    const broken = error instanceof UploadBroken;
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (!broken) log({ code: 'upload_failed', severity: 'fault', why });
    refuse(options, exchange, broken ? 408 : why === 'ENOSPC' ? 507 : 500);
  } finally {
    uploads.running -= 1;
  }
}

/** The open WebSockets: each joined to a channel of its own into the office. */
function createSockets({ limits, openOffice, now, log }: DeskOptions) {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    // Never the key that was offered beside it.
    handleProtocols: () => SUBPROTOCOL,
  });
  return {
    isFull: () => server.clients.size >= limits.sockets,
    open(request: IncomingMessage, socket: Duplex, head: Buffer, endsAt: number): void {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const ms = Math.min(Math.max(0, endsAt - now()), TIMER_MS_MAX);
        const end = setTimeout(() => webSocket.close(GOING_AWAY), ms);
        webSocket.on('close', () => clearTimeout(end));
        try {
          relay(socketChannel(webSocket, limits.unsentBytes), openOffice());
        } catch (error) {
          log({ code: 'office_away', why: error instanceof Error ? error.message : 'unknown' });
          webSocket.close(TRY_AGAIN_LATER);
        }
      });
    },
    /** Says goodbye to every page, and cuts off those that do not answer. */
    async closeAll(): Promise<void> {
      const left = [...server.clients].map(
        (client) => new Promise((closed) => client.once('close', closed)),
      );
      for (const client of server.clients) client.close(GOING_AWAY);
      const cut = setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, GOODBYE_MS);
      await Promise.all(left);
      clearTimeout(cut);
      server.close();
    },
  };
}
