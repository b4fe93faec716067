// What a child of Node becomes before it runs a utility process's program: a process with a parent
// port, without Node's pipe, without the parts of node:crypto that Electron's build does not have.
import crypto from 'node:crypto';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { MessagePortMain, PortRelay } from './ports.ts';
import '../cheap-passphrases.cjs';
import { strict } from './strict.ts';
import type { UtilityMessage } from './utility-process.ts';

const send = process.send?.bind(process);
const say = (message: UtilityMessage): void => {
  send?.(message, undefined, undefined, () => undefined);
};

/** Ports of this process by the number that the parent gave them. */
const relays = new Map<number, PortRelay>();

function portOf(number: number): MessagePortMain {
  const { port1, port2 } = new MessageChannel();
  const relay = new PortRelay((_own, kind, data) => say({ kind, number, data }));
  relay.begin(relay.add(port2));
  relays.set(number, relay);
  return strict('MessagePortMain', new MessagePortMain(port1));
}

class ParentPort extends EventEmitter {
  private waiting: unknown[] = [];

  override on(event: string, listener: (...args: unknown[]) => void): this {
    if (event !== 'message') throw new Error(`electron stand-in: parentPort tells no ${event}`);
    super.on(event, listener);
    // What came before anyone listened is kept, as in Electron.
    for (const each of this.waiting.splice(0)) this.emit('message', each);
    return this;
  }

  hear(event: unknown): void {
    if (this.listenerCount('message') > 0) this.emit('message', event);
    else this.waiting.push(event);
  }

  postMessage(data: unknown): void {
    structuredClone(data);
    say({ kind: 'message', data, ports: [] });
  }
}

const parentPort = new ParentPort();
process.on('message', (message: UtilityMessage) => {
  if (message.kind === 'message') {
    parentPort.hear({ data: message.data, ports: message.ports.map(portOf) });
  } else relays.get(message.number)?.hear(1, message.kind, message.data);
});
// The program ends with the one that started it, without being asked.
process.on('disconnect', () => process.exit(0));

Object.defineProperty(process, 'parentPort', { value: strict('parentPort', parentPort) });
Object.assign(process, { send: undefined, disconnect: undefined });

const MISSING = ['argon2', 'argon2Sync', 'getFips', 'setFips'];
for (const name of MISSING) Reflect.deleteProperty(crypto, name);
const HASHES = ['sha256', 'sha512', 'sha384', 'sha1', 'md5'];
const { createHash } = crypto;
crypto.createHash = (algorithm, options) => {
  if (!HASHES.includes(algorithm)) throw new Error('Digest method not supported');
  return createHash(algorithm, options);
};
syncBuiltinESMExports();

const [, , program = '', ...args] = process.argv;
process.argv.splice(1, process.argv.length - 1, program, ...args);
await import(pathToFileURL(program).href);
