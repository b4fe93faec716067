// The address of an update feed, as an administrator may set it: https, and nothing in it that
// could carry a secret.

/** In UTF-16 units; the policy's values are at most this long. */
const LENGTH_MAX = 200;

/**
 * The address as it is asked for, or null: not https, longer than 200 characters, with a name or
 * password, a query or a fragment.
 */
export function feedAddress(text: string): string | null {
  if (text.length > LENGTH_MAX || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain =
    url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return url.protocol === 'https:' && isPlain && !text.includes('?') && !text.includes('#')
    ? url.href
    : null;
}
