// The page's end of a WebSocket, as a channel.
import type { Channel } from '../preload/channel.ts';

/** Characters that may wait to be sent before the office is taken to have stopped reading. */
const BUFFERED_MAX = 16 * 1024 * 1024;

/** What is used of an open WebSocket. */
export type PageSocket = Pick<
  WebSocket,
  'readyState' | 'bufferedAmount' | 'send' | 'close' | 'onmessage' | 'onclose'
>;

/** The channel over an open WebSocket. An office that stops reading is taken to be gone. */
export function socketChannel(socket: PageSocket): Channel {
  let closed = false;
  let onFrame: (frame: string) => void = () => {};
  const closing: (() => void)[] = [];
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string' && !closed) onFrame(data);
  };
  function close() {
    if (closed) return;
    closed = true;
    socket.close();
    for (const tell of closing) tell();
  }
  socket.onclose = close;
  return {
    send(frame) {
      // A socket begins to close before it says so. What is not sent then is answered by the close,
      // as everything else that was not answered yet.
      if (closed || socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > BUFFERED_MAX) close();
      else socket.send(frame);
    },
    onFrame(fn) {
      onFrame = fn;
    },
    onClose(fn) {
      if (closed) fn();
      else closing.push(fn);
    },
    close,
  };
}
