// Answers app://: the built console, read once at the start, under the same content policy and
// headers as in the loopback shell. Nothing else has an address.
import { APPEARANCE_PLACEHOLDER } from '../appearance.ts';
import type { RendererFiles } from '../renderer-files.ts';
import { NONCE_PLACEHOLDER, safeHeaders } from '../response-headers.ts';
import { APP_PAGE } from './guards.ts';

export type AppPageOptions = {
  readonly files: RendererFiles;
  /** How the page looks before it has asked anybody, as of now. */
  readonly appearance: () => string;
  /** Bytes nobody can guess. */
  readonly random: (bytes: number) => Uint8Array;
};

/** What `protocol.handle` is given: 200 for a file of the console, 404, 405, and 403 to strangers. */
export function answerAppPage(options: AppPageOptions): (request: Request) => Response {
  const { files, random } = options;
  return (request) => {
    const nonce = Buffer.from(random(18)).toString('base64');
    const headers = safeHeaders(null, nonce);
    const refuse = (status: number) => new Response(null, { status, headers });
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    // Paths are compared whole and never decoded, so a trick can only miss.
    if (!request.url.startsWith(APP_PAGE)) return refuse(404);
    const origin = request.headers.get('Origin');
    if (origin !== null && `${origin}/` !== APP_PAGE) return refuse(403);
    const [path = ''] = request.url.slice(APP_PAGE.length - 1).split('#');
    const file = files.get(path);
    if (file === undefined) return refuse(404);
    const isPage = file.type.startsWith('text/html');
    const body = isPage
      ? pageOf(file.bytes.toString(), nonce, options.appearance())
      : new Uint8Array(file.bytes);
    return new Response(body, { status: 200, headers: { ...headers, 'Content-Type': file.type } });
  };
}

function pageOf(built: string, nonce: string, appearance: string): string {
  return built.replaceAll(NONCE_PLACEHOLDER, nonce).replaceAll(APPEARANCE_PLACEHOLDER, appearance);
}
