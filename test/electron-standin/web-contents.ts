// Electron's `webContents`: one page of the installed Chromium with the preload beside it in a world
// of its own, its messages, its guarded navigation and its ports.
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { theApp } from './app.ts';
import type { Cdp, CdpEvent } from './cdp.ts';
import { ScopedIpc } from './ipc.ts';
import { detachAll, PortRelay } from './ports.ts';
import { answer, fromPage, type Paused, toPage } from './protocol.ts';
import { theSession } from './session.ts';
import { asJson, emitPreventable, StandinEmitter, strict } from './strict.ts';

const WORLD = 'electron stand-in';
const MAIN_WORLD = readFileSync(new URL('./page/main-world.js', import.meta.url), 'utf8');
const ISOLATED_WORLD = readFileSync(new URL('./page/isolated-world.js', import.meta.url), 'utf8');
const TOLD = [
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
  'did-navigate',
  'did-finish-load',
  'render-process-gone',
  'destroyed',
  'ready-to-show',
];

/** Each window's own frame has a number of its own. */
let frames = 0;

type Size = { readonly width: number; readonly height: number };
type OpenHandler = (details: { readonly url: string }) => { readonly action: 'deny' | 'allow' };
type FromPage =
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: 'port';
      readonly number: number;
      readonly what: 'frame' | 'close';
      readonly data: unknown;
    }
  | { readonly kind: 'open'; readonly url: string };

/** Every page that there is, by its target in Chromium. */
export const pages = new Map<string, WebContents>();
let browser: Cdp | null = null;

/** Called once, when Chromium is there; events of pages go to the page that they are about. */
export async function showPagesIn(cdp: Cdp): Promise<void> {
  browser = cdp;
  cdp.onEvent((event) => {
    for (const page of pages.values()) page.hear(event);
    if (event.method === 'Target.targetCreated') closeStranger(cdp, event);
    if (event.method === 'Browser.downloadWillBegin') {
      theSession.download(String(event.params.url), String(event.params.suggestedFilename));
    }
  });
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  await cdp.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
}

/** Targets that we made; a page that opened itself is a window that a handler should have denied. */
const ours = new Set<string>();
let making = 0;

function closeStranger(cdp: Cdp, { params }: CdpEvent): void {
  const info = params.targetInfo;
  if (typeof info !== 'object' || info === null || !('targetId' in info)) return;
  const { targetId } = info;
  if (typeof targetId !== 'string' || !('type' in info) || info.type !== 'page') return;
  // Ours is told before the answer that names it.
  if (ours.has(targetId) || making > 0) return;
  cdp.send('Target.closeTarget', { targetId }).catch(() => undefined);
}

export class WebContents extends StandinEmitter {
  readonly ipc = strict('webContents.ipc', new ScopedIpc());
  readonly mainFrame: { url: string; readonly parent: null; readonly frameTreeNodeId: number };
  readonly session = strict('session', theSession);
  /** Set by the stand-in's windows to the object that the program sees. */
  seen: WebContents = this;
  targetId = '';
  private readonly frame = { url: '', parent: null, frameTreeNodeId: ++frames };
  private readonly preload: string;
  private readonly preferences: object;
  private readonly ready: Promise<void>;
  private readonly relay: PortRelay;
  private sessionId = '';
  private context = 0;
  private expected: string | null = null;
  private destroyed = false;
  private openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(preferences: { readonly preload?: string }, size: Size) {
    super(TOLD);
    const { preload = '' } = preferences;
    this.preferences = preferences;
    if (!isAbsolute(preload)) throw new Error('preload script must have absolute path');
    if (preload.endsWith('.mjs')) throw new Error('a sandboxed preload cannot be an ES module');
    this.preload = readFileSync(preload, 'utf8');
    this.mainFrame = strict('mainFrame', this.frame);
    this.relay = new PortRelay((number, what, data) => {
      this.tell({ kind: 'port', number, what, data });
    });
    this.ready = this.attach(size);
  }

  private async attach(size: Size): Promise<void> {
    const cdp = chromium();
    making += 1;
    const made = await cdp.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...size,
    });
    this.targetId = made.targetId;
    ours.add(made.targetId);
    making -= 1;
    pages.set(made.targetId, this);
    const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId: made.targetId,
      flatten: true,
    });
    this.sessionId = sessionId;
    const preload = `((require, module, exports) => {${this.preload}\n})`;
    const run = `if (window === window.top) ${preload}(standinRequire, { exports: {} }, {});`;
    const source = `${ISOLATED_WORLD}\n${run}`;
    await Promise.all([
      this.ask('Page.enable'),
      this.ask('Runtime.enable'),
      this.ask('Runtime.addBinding', { name: 'standinTell', executionContextName: WORLD }),
      this.ask('Page.addScriptToEvaluateOnNewDocument', { source: MAIN_WORLD }),
      this.ask('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD }),
      this.ask('Fetch.enable', {
        patterns: [{ urlPattern: 'https://*--*' }, { urlPattern: '*', resourceType: 'Document' }],
      }),
    ]);
  }

  private ask<Answer>(method: string, params: object = {}): Promise<Answer> {
    return chromium().send<Answer>(method, params, this.sessionId);
  }

  hear({ method, params, sessionId }: CdpEvent): void {
    if (method === 'Target.targetDestroyed' && params.targetId === this.targetId) this.gone();
    if (method === 'Target.targetCrashed' && params.targetId === this.targetId) {
      this.relay.closeAll();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    }
    if (sessionId !== this.sessionId || sessionId === undefined) return;
    if (method === 'Runtime.executionContextCreated') this.note(params.context);
    else if (method === 'Runtime.bindingCalled') this.fromPage(String(params.payload));
    else if (method === 'Fetch.requestPaused') void this.paused(params).catch(() => undefined);
    else if (method === 'Page.frameNavigated') this.navigated(params.frame);
    else if (method === 'Page.windowOpen') this.openAsked(String(params.url));
    else if (method === 'Page.loadEventFired') {
      this.emit('did-finish-load');
      this.emit('ready-to-show');
    }
  }

  private openAsked(url: string): void {
    const { action } = this.openHandler({ url: fromPage(url) });
    if (action !== 'deny') throw new Error('electron stand-in: a window that a page opens');
  }

  /** A new document's world of the preload; the ports of the old one are closed. */
  private note(context: unknown): void {
    if (typeof context !== 'object' || context === null) return;
    if (!('name' in context) || context.name !== WORLD || !('id' in context)) return;
    const isMain =
      'auxData' in context && JSON.stringify(context.auxData).includes(`"${this.targetId}"`);
    if (!isMain) return;
    this.context = Number(context.id);
    this.relay.closeAll();
  }

  private navigated(frame: unknown): void {
    if (typeof frame !== 'object' || frame === null || 'parentId' in frame) return;
    if (!('url' in frame) || typeof frame.url !== 'string') return;
    this.frame.url = fromPage(frame.url);
    this.emit('did-navigate', {}, this.frame.url, 200, 'OK');
  }

  private async paused(params: object): Promise<void> {
    // Chromium documents the shape of what it holds back.
    const paused = params as Paused;
    const { resourceType, request, frameId, requestId } = paused;
    if (resourceType === 'Document' && request.url !== this.expected) {
      const isMainFrame = frameId === this.targetId;
      const more = { url: fromPage(request.url), isMainFrame, isSameDocument: false };
      const names = isMainFrame
        ? ['will-navigate', 'will-frame-navigate']
        : ['will-frame-navigate'];
      const prevented = names.map((name) => emitPreventable(this, name, more, more.url));
      if (prevented.includes(true)) {
        await this.ask('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
        return;
      }
    }
    await answer(chromium(), this.sessionId, paused);
  }

  private fromPage(text: string): void {
    const message: FromPage = JSON.parse(text);
    if (message.kind === 'port') this.relay.hear(message.number, message.what, message.data);
    else if (message.kind === 'open') this.openAsked(message.url);
    else void this.asked(message);
  }

  private async asked(message: Exclude<FromPage, { kind: 'port' | 'open' }>): Promise<void> {
    const args = await Promise.all(message.args.map((each) => this.withPath(each)));
    const event = { sender: this.seen, senderFrame: this.mainFrame, ports: [] };
    if (message.kind === 'send') {
      this.ipc.emit(message.channel, event, ...args);
      return;
    }
    const reply = await this.ipc.answer(message.channel, event, args);
    this.tell({ kind: 'answer', id: message.id, ...reply });
  }

  /** A file's path as Chromium knows it, in place of the mark that stood for it. */
  private async withPath(value: unknown): Promise<unknown> {
    const number = typeof value === 'string' ? /^standin-file:(\d+)$/.exec(value)?.[1] : undefined;
    if (number === undefined) return value;
    const { result } = await this.ask<{ result: { objectId: string } }>('Runtime.evaluate', {
      expression: `standinFile(${number})`,
      contextId: this.context,
    });
    const { objectId } = result;
    return (await this.ask<{ path: string }>('DOM.getFileInfo', { objectId })).path;
  }

  /** Says something to the preload of the document as it is now; without one nobody hears it. */
  private tell(message: object): void {
    if (this.context === 0) return;
    const expression = `standinHear(${asJson(message)})`;
    this.ask('Runtime.evaluate', { expression, contextId: this.context }).catch(() => undefined);
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.tell({ kind: 'message', channel, args, ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    const ports = detachAll(transfer).map((port) => this.relay.add(port));
    this.tell({ kind: 'message', channel, args: [message], ports });
    for (const number of ports) this.relay.begin(number);
  }

  /** Dies as a page does whose process was ended. */
  forcefullyCrashRenderer(): void {
    this.ask('Page.crash').catch(() => undefined);
  }

  getLastWebPreferences(): object {
    return this.preferences;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  getURL(): string {
    return this.frame.url;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  async loadURL(url: string): Promise<void> {
    await this.ready;
    this.expected = toPage(url);
    await theSession.apply(chromium(), new URL(this.expected).origin);
    await this.ask('Page.navigate', { url: this.expected });
  }

  reload(): void {
    void this.ask('Page.reload').catch(() => undefined);
  }

  close(): void {
    void this.ready.then(() => chromium().send('Target.closeTarget', { targetId: this.targetId }));
  }

  private gone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    pages.delete(this.targetId);
    this.relay.closeAll();
    this.emit('destroyed');
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return pages.get(targetId)?.seen;
  }
}

function chromium(): Cdp {
  if (browser === null || !theApp.isReady()) throw new Error('electron stand-in: not ready');
  return browser;
}
