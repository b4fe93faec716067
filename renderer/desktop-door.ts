// The door of the desktop program: a message port straight into the office, and files by the path that
// Electron knows of them.
import type { Channel } from '../preload/channel.ts';
import { type DesktopDoor, DOOR } from '../preload/desktop-door.ts';
import type { Door } from './door.ts';
import { faulty, keptFileOf } from './kept-file.ts';

declare global {
  interface Window {
    readonly counterfoil?: DesktopDoor;
  }
}

/** The door over what the preload put on the window. */
export function desktopDoor(shell: DesktopDoor): Door {
  return {
    open: () =>
      new Promise((resolve) => {
        const hear = ({ data, source, ports: [port] }: MessageEvent): void => {
          if (source !== window || data !== DOOR.port) return;
          window.removeEventListener('message', hear);
          resolve(port === undefined ? null : portChannel(port));
        };
        window.addEventListener('message', hear);
        shell.open();
      }),
    async keepFile(file, signal) {
      // The copy is made in one go by the shell; a person who stops meanwhile is told so at once.
      const stopped = new Promise<'stopped'>((resolve) =>
        signal.addEventListener('abort', () => resolve('stopped'), { once: true }),
      );
      const answer = await Promise.race([shell.keepFile(file).catch(() => null), stopped]);
      return answer === 'stopped' ? faulty('file_reading_stopped') : keptFileOf(answer);
    },
    listen: shell.listen,
    language: shell.language,
  };
}

function portChannel(port: MessagePort): Channel {
  let closed = false;
  let onFrame: (frame: string) => void = () => {};
  const closing: (() => void)[] = [];
  function close() {
    if (closed) return;
    closed = true;
    port.close();
    for (const tell of closing) tell();
  }
  port.addEventListener('message', ({ data }) => {
    if (typeof data === 'string' && !closed) onFrame(data);
  });
  // Told when the office's end is gone, whatever became of it.
  port.addEventListener('close', close);
  port.start();
  return {
    send(frame) {
      if (!closed) port.postMessage(frame);
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
