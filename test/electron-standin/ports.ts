// Electron's message ports in the main process: channels of Node underneath, relayed to a page or to
// a utility process when a port is transferred.
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { StandinEmitter, strict } from './strict.ts';

export class MessagePortMain extends StandinEmitter {
  private port: MessagePort | null;

  constructor(port: MessagePort) {
    super(['message', 'close']);
    this.port = port;
    port.on('close', () => {
      if (this.port !== null) this.emit('close');
    });
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('electron stand-in: a port takes no port along');
    this.held().postMessage(message);
  }

  /** Until it is started a port keeps what it was sent. */
  start(): void {
    this.held().on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }

  close(): void {
    this.held().close();
  }

  private held(): MessagePort {
    if (this.port === null) throw new Error('Message port has been transferred');
    return this.port;
  }

  /** Takes the channel out for a transfer: the object is dead from here on. */
  detach(): MessagePort {
    const port = this.held();
    this.port = null;
    return port;
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = strict('MessagePortMain', new MessagePortMain(port1));
    this.port2 = strict('MessagePortMain', new MessagePortMain(port2));
  }
}

/** The channels of ports that were given away in a transfer. */
export function detachAll(transfer: readonly unknown[]): MessagePort[] {
  return transfer.map((each) => {
    if (each instanceof MessagePortMain) return each.detach();
    throw new TypeError('Invalid value for transfer');
  });
}

/** Ports that lie in another process, by the number that both sides know them by. */
export class PortRelay {
  private readonly ports = new Map<number, MessagePort>();
  private readonly send: (number: number, kind: 'frame' | 'close', data: unknown) => void;
  private last = 0;

  constructor(send: (number: number, kind: 'frame' | 'close', data: unknown) => void) {
    this.send = send;
  }

  /** Begins to relay a port; the other side is told its number by the caller first. */
  add(port: MessagePort): number {
    const number = ++this.last;
    this.ports.set(number, port);
    return number;
  }

  /** Lets messages through, once the other side knows the number. */
  begin(number: number): void {
    const port = this.ports.get(number);
    port?.on('message', (data: unknown) => this.send(number, 'frame', data));
    port?.on('close', () => {
      if (this.ports.delete(number)) this.send(number, 'close', null);
    });
  }

  hear(number: number, kind: 'frame' | 'close', data: unknown): void {
    const port = this.ports.get(number);
    if (kind === 'frame') port?.postMessage(data);
    else if (this.ports.delete(number)) port?.close();
  }

  /** The other process is gone: every port that it held is closed. */
  closeAll(): void {
    const held = [...this.ports.values()];
    this.ports.clear();
    for (const port of held) port.close();
  }
}
