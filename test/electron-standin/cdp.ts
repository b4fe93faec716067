// Speaks Chrome's debugging protocol over one socket: questions with answers, and events by session.
import { WebSocket } from 'ws';

export type CdpEvent = {
  readonly method: string;
  readonly params: { readonly [name: string]: unknown };
  readonly sessionId: string | undefined;
};

export type Cdp = {
  /** The caller states the answer's shape: the protocol documents it per method. */
  readonly send: <Answer = unknown>(
    method: string,
    params?: object,
    sessionId?: string,
  ) => Promise<Answer>;
  readonly onEvent: (listener: (event: CdpEvent) => void) => void;
  readonly onClose: (listener: () => void) => void;
  readonly close: () => void;
};

type Waiting = { resolve(value: unknown): void; reject(error: Error): void };
type Said = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
};

/** Connects to a browser's debugging address. */
export async function connectCdp(address: string): Promise<Cdp> {
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 1 << 28 });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, Waiting>();
  const listeners: ((event: CdpEvent) => void)[] = [];
  let lastId = 0;
  socket.on('message', (bytes) => {
    const { id, method, params = {}, result, error, sessionId }: Said = JSON.parse(String(bytes));
    if (method !== undefined) {
      for (const listener of listeners) listener({ method, params, sessionId });
      return;
    }
    const asked = waiting.get(id ?? 0);
    waiting.delete(id ?? 0);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error.message));
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'));
    waiting.clear();
  });
  return {
    send<Answer>(method: string, params: object = {}, sessionId?: string): Promise<Answer> {
      const id = ++lastId;
      return new Promise<unknown>((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) reject(new Error('the browser is gone'));
        waiting.set(id, { resolve, reject });
        // In a turn of its own: a debugger calls into the middle of others' work, also of a send.
        setImmediate(() => socket.send(JSON.stringify({ id, method, params, sessionId })));
        // The protocol documents what each method answers.
      }).then((value) => value as Answer);
    },
    onEvent: (listener) => void listeners.push(listener),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.terminate(),
  };
}
