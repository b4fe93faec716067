// The window of the console bench: a headless browser on the real page of the loopback shell, with a
// script in it that sees frames, asked over the browser's own protocol because the page's content
// policy lets nobody else run anything.
import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium } from 'playwright';
import { findBrowser } from '../../main/shell/loopback/find-browser.ts';
import { scriptPerFrame, TRACE_CATEGORIES } from './console-script.ts';

const FRAMES_SCRIPT = fileURLToPath(new URL('./console-frames.cjs', import.meta.url));
const VIEWPORT = { width: 1440, height: 900 };
/** A fast turn of a wheel: four rows in a frame. */
const WHEEL_PIXELS = 112;
/** Ten jumps a second, if frames keep their time. */
const FRAMES_PER_JUMP = 6;

export type BenchWindow = {
  /** When the browser itself was up, before it went to the address; milliseconds since 1970. */
  readonly browserAt: number;
  /** When the first row was painted, in milliseconds since 1970. */
  readonly firstRow: () => Promise<number>;
  /** Milliseconds of each of `count` frames while the wheel turns. */
  readonly scroll: (count: number) => Promise<readonly number[]>;
  /** Milliseconds of each of `count` frames while the thumb jumps about. */
  readonly jump: (count: number) => Promise<readonly number[]>;
  /** Milliseconds of the page's script in each of about `count` frames while the thumb jumps. */
  readonly jumpScript: (count: number) => Promise<readonly number[]>;
  /** Process id of the browser, whose children draw and run the page. */
  readonly pid: number | null;
  /** The browser's version, and whether anything but the processor draws. */
  readonly describe: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Starts a browser and goes to `address`; as root Chromium has no sandbox. */
export async function openBenchWindow(address: string): Promise<BenchWindow> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('there is no browser of the Chromium family');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args: ['--disable-quic', ...sandbox] });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT, locale: 'en-GB', timezoneId: 'UTC' });
    await page.addInitScript({ path: FRAMES_SCRIPT });
    const devtools = await page.context().newCDPSession(page);
    const browserAt = performance.timeOrigin + performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    return {
      browserAt,
      firstRow: async () => numberOf(await evaluate(devtools, 'consoleBench.firstRow')),
      scroll: (count) => frames(devtools, `consoleBench.scroll(${count}, ${WHEEL_PIXELS})`),
      jump: (count) => frames(devtools, `consoleBench.jump(${count}, ${FRAMES_PER_JUMP})`),
      async jumpScript(count) {
        await browser.startTracing(page, { categories: TRACE_CATEGORIES });
        await frames(devtools, `consoleBench.jump(${count}, ${FRAMES_PER_JUMP})`);
        return scriptPerFrame(await browser.stopTracing());
      },
      pid: await browserPid(browser),
      describe: () => describe(browser),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function evaluate(devtools: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails === undefined) return result.value;
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
}

async function frames(devtools: CDPSession, expression: string): Promise<readonly number[]> {
  const answer = await evaluate(devtools, expression);
  return Array.isArray(answer) ? answer.map(numberOf) : [];
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

async function browserPid(browser: Browser): Promise<number | null> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  return processInfo.find(({ type }) => type === 'browser')?.id ?? null;
}

async function describe(browser: Browser): Promise<string> {
  const devtools = await browser.newBrowserCDPSession();
  const { gpu } = await devtools.send('SystemInfo.getInfo');
  const status: unknown = gpu.featureStatus;
  const compositing =
    typeof status === 'object' && status !== null && 'gpu_compositing' in status
      ? String(status.gpu_compositing)
      : 'unknown';
  return `headless Chromium ${browser.version()}, GPU compositing: ${compositing}`;
}
