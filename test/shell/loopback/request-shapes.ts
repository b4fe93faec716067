// The right request of each resource of the loopback shell, and every respect in which a request
// can be wrong, for the matrix that is made of them.
import { type Answer, DATA, ownHeaders, type Shell, type SignedIn } from './loopback-fixture.ts';

/** A request in the making; each respect changes one thing about it. */
export type Shape = {
  method: string;
  target: string;
  version: string;
  headers: Map<string, string>;
  /** Header lines that stand beside the others, for doubled and malformed ones. */
  extra: string[];
  body: string;
};

export type Change = { readonly name: string; readonly make: (shape: Shape) => void };
/** Ways to be wrong in one respect. Two of the same respect are never combined. */
export type Respect = readonly Change[];

function set(header: string, value: string): Change {
  const make = (shape: Shape) => void shape.headers.set(header, value);
  return { name: `${header}: ${value}`, make };
}

function without(header: string): Change {
  return { name: `no ${header}`, make: (shape) => void shape.headers.delete(header) };
}

function extra(line: string): Change {
  return { name: `and ${line}`, make: (shape) => void shape.extra.push(line) };
}

function target(change: string, make: (own: string, port: number) => string, port: number): Change {
  return {
    name: `target ${change}`,
    make(shape) {
      shape.target = make(shape.target, port);
    },
  };
}

function method(name: string): Change {
  return {
    name: `method ${name}`,
    make(shape) {
      shape.method = name;
    },
  };
}

function hosts(port: number): Respect {
  return [
    without('Host'),
    ...[
      'evil.example',
      `evil.example:${port}`,
      `localhost.evil.example:${port}`,
      `127.0.0.1.nip.io:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `0.0.0.0:${port}`,
      `127.1:${port}`,
      `2130706433:${port}`,
      '127.0.0.1',
      'localhost',
      `127.0.0.1:${port + 1}`,
      `LOCALHOST:${port}`,
      `localhost.:${port}`,
      `user@127.0.0.1:${port}`,
      `127.0.0.1:${port}, evil.example`,
      '',
    ].map((host) => set('Host', host)),
    extra('Host: evil.example'),
    extra(`Host: 127.0.0.1:${port}`),
  ];
}

function foreignOrigins(port: number): Respect {
  return [
    ...[
      'null',
      'http://evil.example',
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port + 1}`,
      'http://127.0.0.1',
      `http://localhost:${port}`,
      `http://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}.evil.example`,
      `HTTP://127.0.0.1:${port}`,
      '',
      'file://',
    ].map((origin) => set('Origin', origin)),
  ];
}

function targets(port: number): Respect {
  return [
    target('doubled slash', (own) => `/${own}`, port),
    target('dot segment', (own) => `/.${own}`, port),
    target('encoded parent', (own) => `/%2e%2e${own}`, port),
    target('encoded slash', (own) => `/assets/..%2f${own.slice(1)}`, port),
    target('backslash', (own) => own.replace('/', '/\\'), port),
    target('query', (own) => `${own}?token=1`, port),
    target('trailing slash', (own) => `${own}//`, port),
    target('absolute form', (own, at) => `http://127.0.0.1:${at}${own}`, port),
    target('foreign absolute form', (own) => `http://evil.example${own}`, port),
    target('authority form', (_own, at) => `127.0.0.1:${at}`, port),
    target('asterisk', () => '*', port),
    target('upper case', () => '/SESSION', port),
    target('nothing there', () => '/assets/none.js', port),
    target('climbing', () => '/assets/../../book.db', port),
  ];
}

function smuggling(length: number): Respect {
  return [
    extra('Transfer-Encoding: chunked'),
    extra('Transfer-Encoding: identity'),
    extra('transfer-encoding:\tchunked'),
    extra(`Content-Length: ${length + 1}`),
    extra(`Content-Length: +${length}`),
    extra('Transfer-Encoding : chunked'),
    extra('X-Folded: a\r\n b'),
    extra('X-Nul: a\0b'),
    extra('X-Bare: a\rb'),
    extra(`X-Long: ${'x'.repeat(9000)}`),
    extra('Expect: 100-continue'),
    { name: 'HTTP/1.0', make: (shape) => void Object.assign(shape, { version: 'HTTP/1.0' }) },
    { name: 'HTTP/2.0', make: (shape) => void Object.assign(shape, { version: 'HTTP/2.0' }) },
  ];
}

const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const SITES = ['none', 'same-site', 'cross-site', 'Same-Origin'];

function otherMethods(right: string): Respect {
  return METHODS.filter((name) => name !== right).map(method);
}

/** What is asked for, its right request, and every respect in which it can be wrong. */
export type Resource = {
  readonly name: string;
  readonly right: Omit<Shape, 'extra' | 'version'>;
  readonly respects: readonly Respect[];
  readonly passed: (answer: Answer, shell: Shell) => boolean;
};

export function statics(port: number): Resource {
  return {
    name: 'a file of the console',
    right: {
      method: 'GET',
      target: '/assets/console-1.js',
      headers: new Map([['Host', `127.0.0.1:${port}`]]),
      body: '',
    },
    respects: [
      hosts(port),
      foreignOrigins(port),
      otherMethods('GET'),

      targets(port),
      smuggling(0),
      [extra('Upgrade: websocket\r\nConnection: Upgrade'), extra('Upgrade: h2c')],
      [{ name: 'a body', make: (shape) => void shape.headers.set('Content-Length', '5') }],
    ],
    passed: ({ status, body }) => status === 200 && body.includes(DATA),
  };
}

export function session(port: number, token: string, usedToken: string): Resource {
  const other = (name: string, body: string): Change => ({
    name,
    make(shape) {
      shape.body = body;
      shape.headers.set('Content-Length', String(body.length));
    },
  });
  return {
    name: 'a session',
    right: {
      method: 'POST',
      target: '/session',
      headers: new Map(ownHeaders(port, token.length)),
      body: token,
    },
    respects: [
      hosts(port),
      [without('Origin'), ...foreignOrigins(port)],
      [without('Sec-Fetch-Site'), ...SITES.map((site) => set('Sec-Fetch-Site', site))],
      [without('X-Counterfoil'), set('X-Counterfoil', '0'), extra('X-Counterfoil: 1')],
      otherMethods('POST'),
      targets(port),
      smuggling(token.length),
      [
        other('no token', ''),
        other('a wrong token', 'A'.repeat(token.length)),
        other('a used token', usedToken),
        other('a longer token', `${token}A`),
        other('a shorter token', token.slice(1)),
        other('too large a body', token.padEnd(1025)),
        without('Content-Length'),
      ],
    ],
    passed: ({ status, head, body }) =>
      status === 200 && /^set-cookie: /im.test(head) && /^[\w-]{43}$/.test(body),
  };
}

function cookies(cookie: string): Respect {
  const [name = ''] = cookie.split('=');
  return [
    without('Cookie'),
    set('Cookie', `${name}=`),
    set('Cookie', `${name}=${'A'.repeat(43)}`),
    set('Cookie', cookie.toUpperCase()),
    set('Cookie', `${cookie}; ${name}=planted`),
    set('Cookie', `other${cookie}`),
    extra(`Cookie: ${cookie}`),
  ];
}

/** Ways for a key to be wrong, in the header that `as` writes it to, or for its cookie to be. */
function keys(header: string, as: (key: string) => string, key: string, other: SignedIn): Respect {
  return [
    set('Cookie', other.cookie),
    ...['', 'A'.repeat(43), '1', other.key, `${key}A`, key.slice(1), key.toLowerCase()].map(
      (each) => set(header, as(each)),
    ),
    extra(`${header}: ${as(key)}`),
  ];
}

/** `other` is a session of its own: half of each is nobody's. */
export function files(port: number, { cookie, key }: SignedIn, other: SignedIn): Resource {
  const body = '<Document/>';
  const own = ownHeaders(port, body.length, key);
  const headers = [...own, ['Cookie', cookie], ['X-File-Name', 'a.xml']];
  return {
    name: 'an upload',
    right: {
      method: 'POST',
      target: '/files',
      headers: new Map(headers.map(([name = '', value = '']) => [name, value])),
      body,
    },
    respects: [
      hosts(port),
      [without('Origin'), ...foreignOrigins(port)],
      [without('Sec-Fetch-Site'), ...SITES.map((site) => set('Sec-Fetch-Site', site))],
      [without('X-Counterfoil'), ...keys('X-Counterfoil', (each) => each, key, other)],
      otherMethods('POST'),
      targets(port),
      smuggling(body.length),
      cookies(cookie),
      [
        without('X-File-Name'),
        set('X-File-Name', '..'),
        set('X-File-Name', '..%2Fbook.db'),
        set('X-File-Name', '%00.xml'),
        set('X-File-Name', '%zz'),
        extra('X-File-Name: b.xml'),
        set('Content-Length', '99999999999999'),
        set('Content-Length', '-1'),
        without('Content-Length'),
      ],
    ],
    passed: ({ status, body: answer }, { kept }) =>
      status === 200 && answer.includes('a.xml') && kept.length === 1,
  };
}

export function office(port: number, { cookie, key }: SignedIn, other: SignedIn): Resource {
  const offered = (each: string) => `counterfoil, ${each}`;
  return {
    name: 'the office',
    right: {
      method: 'GET',
      target: '/office',
      headers: new Map([
        ['Host', `127.0.0.1:${port}`],
        ['Origin', `http://127.0.0.1:${port}`],
        ['Cookie', cookie],
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
        ['Sec-WebSocket-Protocol', offered(key)],
      ]),
      body: '',
    },
    respects: [
      hosts(port),
      [without('Origin'), ...foreignOrigins(port)],
      SITES.map((site) => set('Sec-Fetch-Site', site)),
      otherMethods('GET'),
      targets(port),
      smuggling(0),
      cookies(cookie),
      [
        without('Sec-WebSocket-Protocol'),
        ...keys('Sec-WebSocket-Protocol', offered, key, other),
        set('Sec-WebSocket-Protocol', 'counterfoil'),
        set('Sec-WebSocket-Protocol', key),
        set('Sec-WebSocket-Protocol', `${key}, counterfoil`),
        set('Sec-WebSocket-Protocol', `counterfoil, ${key}, ${key}`),
        set('Sec-WebSocket-Protocol', `other, ${key}`),
      ],
      [
        without('Upgrade'),
        without('Connection'),
        set('Upgrade', 'h2c'),
        set('Upgrade', 'websocket, h2c'),
        set('Sec-WebSocket-Version', '8'),
        without('Sec-WebSocket-Key'),
        set('Sec-WebSocket-Key', 'short'),
        extra('Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='),
      ],
    ],
    // The answer names the protocol and never the key.
    passed: ({ status, head }) =>
      status === 101 && /^sec-websocket-protocol: counterfoil$/im.test(head) && !head.includes(key),
  };
}
