// The way into the office, whichever shell the page stands in: a WebSocket of the loopback shell,
// or the door that the desktop program puts on the window. Nothing else in the renderer knows which.
import { desktopDoor } from './desktop-door.ts';
import type { Door } from './door.ts';
import { faulty, keptFileOf } from './kept-file.ts';
import { socketChannel } from './socket-channel.ts';

/** The door of the shell that this page runs in. */
export function connect(): Door {
  const { counterfoil } = window;
  return counterfoil === undefined ? loopbackDoor() : desktopDoor(counterfoil);
}

const OUR_HEADER = 'X-Counterfoil';
const SUBPROTOCOL = 'counterfoil';
/** What the shell says to a page without a session. */
const NO_SESSION = 401;

/** Failed tries after which the shell is asked whether the session is over. */
const ASK_AFTER = 8;

function loopbackDoor(): Door {
  const ready = exchangeToken();
  let missed = 0;
  return {
    async open() {
      const key = await ready;
      if (key === null) return 'ended';
      const socket = await openSocket(key);
      missed = socket === null ? missed + 1 : 0;
      if (socket !== null) return socketChannel(socket);
      // An office that starts again is back long before the shell is asked about the session.
      const asks = missed % ASK_AFTER === 0;
      return asks && (await isSessionOver(key)) ? 'ended' : null;
    },
    async keepFile(file, signal) {
      try {
        const key = (await ready) ?? '';
        const response = await fetch('/files', {
          method: 'POST',
          headers: { [OUR_HEADER]: key, 'X-File-Name': encodeURIComponent(file.name) },
          body: file,
          signal,
        });
        if (response.status === NO_SESSION) return faulty('session_ended');
        if (response.status === 413) {
          return { ok: false, refusal: { code: 'file_is_too_large' } };
        }
        if (!response.ok) return faulty('upload_failed');
        return keptFileOf(await response.json());
      } catch {
        return faulty(signal.aborted ? 'file_reading_stopped' : 'upload_failed');
      }
    },
    listen: () => undefined,
    language: () => undefined,
  };
}

/** Kept with this page's origin, port included, and this window: nobody else is ever sent it. */
const KEY_KEPT_AS = 'counterfoil.key';

/**
 * Buys a session for the one-time token of the address, once, and takes it off the address. Gives
 * the session's key, which outlives a reload; null when this window has none.
 */
async function exchangeToken(): Promise<string | null> {
  const token = location.hash.slice(1);
  if (token === '') return sessionStorage.getItem(KEY_KEPT_AS);
  history.replaceState(null, '', location.pathname);
  try {
    const headers = { [OUR_HEADER]: '1' };
    const response = await fetch('/session', { method: 'POST', headers, body: token });
    if (!response.ok) return null;
    const key = await response.text();
    sessionStorage.setItem(KEY_KEPT_AS, key);
    return key;
  } catch {
    return null;
  }
}

/** The shell answers an upload without a session before it reads it: that is how to ask. */
async function isSessionOver(key: string): Promise<boolean> {
  try {
    const headers = { [OUR_HEADER]: key };
    const response = await fetch('/files', { method: 'POST', headers, body: '' });
    return response.status === NO_SESSION;
  } catch {
    return false;
  }
}

function openSocket(key: string): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    // A WebSocket takes no header of ours, so the key travels as a second subprotocol.
    const socket = new WebSocket(`ws://${location.host}/office`, [SUBPROTOCOL, key]);
    socket.onopen = () => resolve(socket);
    socket.onclose = () => resolve(null);
  });
}
