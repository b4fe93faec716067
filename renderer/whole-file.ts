// A file that the office gives in pieces, whole.
import type { Client } from '../preload/contract/contract.ts';
import type { Reply, Stream } from '../preload/contract/method.ts';
import type { Office } from './office.ts';

/** What a file's stream gives: the file in pieces, or one refusal instead of it. */
type Given =
  | { readonly kind: 'piece'; readonly text: string }
  | { readonly kind: 'refused'; readonly code: string };

/** The pieces of a file joined in order, or why there is none. */
export async function wholeFile(
  office: Pick<Office, 'follow'>,
  open: (client: Client) => Stream<Given>,
): Promise<Reply<string>> {
  let pieces: string[] = [];
  let refused: string | null = null;
  const end = await office.follow(
    (client) => {
      // After an absence the file begins again.
      pieces = [];
      return open(client);
    },
    (item) => {
      if (item.kind === 'piece') pieces.push(item.text);
      else refused = item.code;
    },
    new AbortController().signal,
  );
  if (refused !== null) return { ok: false, refusal: { code: refused } };
  return end.ok ? { ok: true, value: pieces.join('') } : end;
}
