// What every answer of a shell carries to the page: the content policy with a nonce of its own, and
// the headers that keep other pages, caches and guesses away.

/** Stands in the built page where the nonce of each answer belongs. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * The content policy of a page: of one at `host` whose office is a WebSocket there, or, where `host`
 * is null, of one that reaches its office without the network. Scripts come only from us and never from strings; styles
 * from us or under the nonce; nothing else is loaded, framed, posted to or embedded.
 */
export function contentPolicy(host: string | null, nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    host === null ? "connect-src 'self'" : `connect-src 'self' ws://${host}`,
    "form-action 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** The headers of every answer, refusals included. There is no CORS header among them, ever. */
export function safeHeaders(host: string | null, nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentPolicy(host, nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()',
    'Cache-Control': 'no-store',
  };
}
