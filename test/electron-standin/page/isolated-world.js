// Runs beside the page in a world of its own and gives the preload what a sandboxed preload has:
// contextBridge, ipcRenderer and webUtils, and nothing of Node.
(() => {
  if (window !== window.top) return;
  const tell = globalThis.standinTell;
  const say = (kind, detail) =>
    document.dispatchEvent(new CustomEvent(`standin-${kind}`, { detail }));
  const strict = (name, parts) =>
    new Proxy(parts, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target) return target[key];
        throw new Error(`electron stand-in: ${name}.${key} is not imitated in a preload`);
      },
    });
  const plain = (value) => {
    const text = JSON.stringify(structuredClone(value)) ?? 'null';
    return JSON.parse(text);
  };

  const exposed = new Map();
  const shapeOf = (value, path) => {
    if (typeof value === 'function') {
      exposed.set(path.join('.'), value);
      return { kind: 'function' };
    }
    if (typeof value !== 'object' || value === null) return { kind: 'value', value };
    const parts = Object.entries(value).map(([name, part]) => [
      name,
      shapeOf(part, [...path, name]),
    ]);
    return { kind: 'object', parts: Object.fromEntries(parts) };
  };
  const incoming = (value) =>
    typeof value === 'object' && value !== null && 'standinCallback' in value
      ? (...args) => say('callback', { number: value.standinCallback, args })
      : value;

  document.addEventListener('standin-call', ({ detail: { id, path, args } }) => {
    try {
      const value = exposed.get(path.join('.'))(...args.map(incoming));
      if (!(value instanceof Promise)) {
        // What is returned crosses the bridge too: functions of Electron's objects do not.
        say('answer', { id, kind: 'value', value: typeof value === 'object' ? undefined : value });
        return;
      }
      say('answer', { id, kind: 'promise' });
      value.then(
        (result) => say('settled', { id, ok: true, value: result }),
        (error) => say('settled', { id, ok: false, value: error.message }),
      );
    } catch (error) {
      say('answer', { id, kind: 'error', value: error.message });
    }
  });

  document.addEventListener('standin-window-open', ({ detail: { url } }) =>
    tell(JSON.stringify({ kind: 'open', url })),
  );

  const listeners = new Map();
  const invoked = new Map();
  let lastInvoke = 0;
  const ipcRenderer = strict('ipcRenderer', {
    send: (channel, ...args) => tell(JSON.stringify({ kind: 'send', channel, args: plain(args) })),
    invoke: (channel, ...args) => {
      lastInvoke += 1;
      const id = lastInvoke;
      tell(JSON.stringify({ kind: 'invoke', id, channel, args: plain(args) }));
      return new Promise((resolve, reject) => invoked.set(id, { resolve, reject }));
    },
    on: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
  });

  const ports = new Map();
  const portOf = (number) => {
    const { port1, port2 } = new MessageChannel();
    ports.set(number, port2);
    port2.onmessage = ({ data }) =>
      tell(JSON.stringify({ kind: 'port', number, what: 'frame', data: plain(data) }));
    port2.addEventListener('close', () => {
      if (ports.delete(number)) {
        tell(JSON.stringify({ kind: 'port', number, what: 'close', data: null }));
      }
    });
    return port1;
  };

  // Paths of files are known to the browser only: it is asked when the message passes.
  const files = [];
  globalThis.standinFile = (number) => files[number];
  const webUtils = strict('webUtils', {
    getPathForFile(file) {
      if (!(file instanceof File)) throw new TypeError('Argument must be a File');
      files.push(file);
      return `standin-file:${files.length - 1}`;
    },
  });

  globalThis.standinHear = (message) => {
    if (message.kind === 'port') {
      const port = ports.get(message.number);
      if (message.what === 'frame') port?.postMessage(message.data);
      else if (ports.delete(message.number)) port.close();
    } else if (message.kind === 'answer') {
      const promise = invoked.get(message.id);
      invoked.delete(message.id);
      if (message.ok) promise?.resolve(message.value);
      else promise?.reject(new Error(message.value));
    } else {
      const event = { sender: ipcRenderer, ports: message.ports.map(portOf) };
      for (const each of listeners.get(message.channel) ?? []) each(event, ...message.args);
    }
  };

  const contextBridge = strict('contextBridge', {
    exposeInMainWorld(key, api) {
      say('expose', { key, shape: shapeOf(api, [key]) });
    },
  });
  const electron = strict('electron', { contextBridge, ipcRenderer, webUtils });
  const standinRequire = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  // The preload is run behind this script, with this as its `require`.
  globalThis.standinRequire = standinRequire;
})();
