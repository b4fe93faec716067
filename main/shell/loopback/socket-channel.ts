// A WebSocket as a channel, and two channels joined: what the page says goes to the office and
// back, and when one side ends, the other does.
import type { WebSocket } from 'ws';
import type { Channel } from '../../../preload/channel.ts';

/** A frame that is no text: the page of a console does not speak so. */
const UNSUPPORTED_DATA = 1003;
const NORMAL_CLOSURE = 1000;

/**
 * The channel over an open WebSocket. A page that stops reading is cut off when more than
 * `unsentBytes` wait for it; a binary frame ends the channel.
 */
export function socketChannel(socket: WebSocket, unsentBytes: number): Channel {
  let onFrame: (frame: string) => void = () => {};
  const onClose: (() => void)[] = [];
  let closed = false;

  function tellClosed(): void {
    if (closed) return;
    closed = true;
    for (const each of onClose.splice(0)) each();
  }

  socket.on('message', (bytes, isBinary) => {
    if (closed) return;
    if (isBinary) {
      socket.close(UNSUPPORTED_DATA);
      tellClosed();
      return;
    }
    onFrame(bytes.toString());
  });
  socket.on('close', tellClosed);
  // A protocol error closes the socket as well; there is nobody to tell beyond that.
  socket.on('error', () => socket.terminate());

  return {
    send(frame) {
      if (closed) return;
      socket.send(frame);
      if (socket.bufferedAmount <= unsentBytes) return;
      socket.terminate();
      tellClosed();
    },
    onFrame(fn) {
      onFrame = fn;
    },
    onClose(fn) {
      if (closed) fn();
      else onClose.push(fn);
    },
    close() {
      if (closed) return;
      socket.close(NORMAL_CLOSURE);
      tellClosed();
    },
  };
}

/** Frames pass both ways in order; the close of one side closes the other. */
export function relay(page: Channel, office: Channel): void {
  page.onFrame((frame) => office.send(frame));
  office.onFrame((frame) => page.send(frame));
  page.onClose(() => office.close());
  office.onClose(() => page.close());
}
