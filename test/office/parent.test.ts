// Goal: an office process speaks with Electron's parent port as with Node's pipe, and takes the ports
// that are handed to it. Method: ports that the test plays, and a channel over one of them.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { type ParentPort, type PortOfUtility, parentOverPort } from '../../main/office/parent.ts';
import { encode } from '../../preload/channel.ts';

/** A port whose other end is the test. */
class PlayedPort extends EventEmitter implements PortOfUtility {
  readonly posted: unknown[] = [];
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  start(): void {
    this.posted.push('started');
  }
  close(): void {
    this.posted.push('closed');
  }
}

class PlayedParent extends EventEmitter implements ParentPort {
  readonly posted: unknown[] = [];
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  bring(data: unknown, ports: readonly PortOfUtility[] = []): void {
    this.emit('message', { data, ports });
  }
}

test('words go both ways, and nobody is told of a parent that is gone', () => {
  const port = new PlayedParent();
  const parent = parentOverPort(port);
  const heard: unknown[] = [];
  parent.on('message', (message) => heard.push(message));
  parent.on('disconnect', () => heard.push('gone'));
  port.bring({ shell: 'x' });
  let taken = false;
  parent.send?.('y', () => {
    taken = true;
  });
  assert.deepEqual([heard, port.posted, taken], [[{ shell: 'x' }], ['y'], true]);
});

test('a port that is handed over is a channel, with the session that was stated for it', () => {
  const parentPort = new PlayedParent();
  const parent = parentOverPort(parentPort);
  const opened: unknown[] = [];
  const frames: string[] = [];
  let closes = 0;
  parent.onPort((channel, session) => {
    opened.push(session);
    channel.onFrame((frame) => frames.push(frame));
    channel.onClose(() => {
      closes += 1;
    });
    channel.send('hello');
  });
  const port = new PlayedPort();
  parentPort.bring({ port: encode({ shell: 'electron' }) }, [port]);
  // A word without a port, and a port without a session, open nothing.
  parentPort.bring({ port: encode('x') });
  parentPort.bring({ shell: 'x' }, [new PlayedPort()]);
  parentPort.bring(null, [new PlayedPort()]);
  port.emit('message', { data: 'a' });
  port.emit('message', { data: 'b' });
  assert.deepEqual([opened, frames], [[{ shell: 'electron' }], ['a', 'b']]);
  // What is no text ends the channel, and nothing is heard or said after that.
  port.emit('message', { data: { frame: 'c' } });
  port.emit('message', { data: 'd' });
  port.emit('close');
  assert.deepEqual([frames, closes], [['a', 'b'], 1]);
  assert.deepEqual(port.posted, ['started', 'hello', 'closed']);
});
