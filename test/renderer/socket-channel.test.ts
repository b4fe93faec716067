// Goal: nothing is sent on a socket that is closing, and what was asked then is answered as cut off,
// so that it is asked again. Method: a socket in memory in each of its states under the real client.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import { type PageSocket, socketChannel } from '../../renderer/socket-channel.ts';

type Fake = PageSocket & {
  readyState: PageSocket['readyState'];
  bufferedAmount: number;
  readonly sent: string[];
};

function newSocket(): Fake {
  const sent: string[] = [];
  return {
    readyState: WebSocket.OPEN,
    bufferedAmount: 0,
    sent,
    send: (frame) => void sent.push(String(frame)),
    close() {
      this.readyState = WebSocket.CLOSING;
    },
    onmessage: null,
    onclose: null,
  };
}

function tellClosed(socket: Fake): void {
  socket.readyState = WebSocket.CLOSED;
  Reflect.apply(socket.onclose ?? (() => {}), socket, []);
}

for (const state of [WebSocket.CLOSING, WebSocket.CLOSED] as const) {
  test(`what is asked in state ${state} is not sent, and answered by the close`, async () => {
    const socket = newSocket();
    const client = createClient(contract, socketChannel(socket));
    const before = client.status({});
    assert.equal(socket.sent.length, 1);
    socket.readyState = state;
    const during = client.status({});
    assert.equal(socket.sent.length, 1, 'nothing was sent');
    tellClosed(socket);
    const after = client.status({});
    const cutOff = { ok: false, fault: { id: null, code: 'channel_closed' } };
    assert.deepEqual(await Promise.all([before, during, after]), [cutOff, cutOff, cutOff]);
  });
}

test('an office that reads nothing more is taken to be gone, once', () => {
  const socket = newSocket();
  const channel = socketChannel(socket);
  let told = 0;
  channel.onClose(() => {
    told += 1;
  });
  socket.bufferedAmount = 17 * 1024 * 1024;
  channel.send('{}');
  assert.deepEqual([socket.sent, socket.readyState, told], [[], WebSocket.CLOSING, 1]);
  tellClosed(socket);
  channel.onClose(() => {
    told += 1;
  });
  assert.equal(told, 2, 'who comes late is told at once');
});
