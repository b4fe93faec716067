// Runs in the page before anything of its own: makes what the preload exposes, and calls it through
// events of the document, because the page and the preload share nothing else.
(() => {
  if (window !== window.top) return;
  let lastCall = 0;
  const callbacks = [];
  const say = (kind, detail) =>
    document.dispatchEvent(new CustomEvent(`standin-${kind}`, { detail }));
  const hear = (kind, listener) =>
    document.addEventListener(`standin-${kind}`, ({ detail }) => listener(detail));

  const outgoing = (value) => {
    if (typeof value !== 'function') return value;
    callbacks.push(value);
    return { standinCallback: callbacks.length - 1 };
  };

  const settled = new Map();
  hear('settled', ({ id, ok, value }) => {
    const promise = settled.get(id);
    settled.delete(id);
    if (ok) promise?.resolve(value);
    else promise?.reject(new Error(value));
  });
  hear('callback', ({ number, args }) => callbacks[number]?.(...args));

  const caller =
    (path) =>
    (...args) => {
      lastCall += 1;
      const id = lastCall;
      let answer = null;
      const listen = ({ detail }) => {
        if (detail.id === id) answer = detail;
      };
      document.addEventListener('standin-answer', listen);
      say('call', { id, path, args: args.map(outgoing) });
      document.removeEventListener('standin-answer', listen);
      if (answer === null) throw new Error('the preload does not answer');
      if (answer.kind === 'error') throw new Error(answer.value);
      if (answer.kind === 'value') return answer.value;
      return new Promise((resolve, reject) => settled.set(id, { resolve, reject }));
    };

  const built = (shape, path) => {
    if (shape.kind === 'function') return caller(path);
    if (shape.kind === 'value') return shape.value;
    const entries = Object.entries(shape.parts).map(([name, part]) => [
      name,
      built(part, [...path, name]),
    ]);
    return Object.freeze(Object.fromEntries(entries));
  };

  // A window that is denied is null to the page that asked for it.
  window.open = (url = '') => {
    say('window-open', { url: new URL(url === '' ? 'about:blank' : url, location.href).href });
    return null;
  };

  hear('expose', ({ key, shape }) => {
    const value = built(shape, [key]);
    Object.defineProperty(window, key, { value, enumerable: true });
  });
})();
