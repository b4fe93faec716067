// Checks a file that was taken out of a book and ends in an anchor: the digest of all that stands
// before the line is made again. Shares no code with what wrote the file; docs/trail.md says how.
import type { Anchor } from './chain.ts';
import type { Verdict } from './verify-book.ts';

const FORMAT = 'counterfoil-export-1';

/** A last line is some 300 bytes long. */
export const EXPORT_TAIL_BYTES = 1024;

export type ExportEnd = Anchor & {
  readonly sha256: string;
  /** Bytes of the last line with its end. */
  readonly bytes: number;
};

/** The anchor in the last line of a file, from its last bytes; null where there is none. */
export function readExportEnd(tail: string): ExportEnd | null {
  const line = /[^\n]*\r?\n?$/.exec(tail)?.[0] ?? '';
  const cell = /^#,"((?:[^"]|"")*)"\r?\n?$/.exec(line)?.[1]?.replaceAll('""', '"');
  // Nothing stands before the words: what did would be neither of the line nor of the digest.
  const words = cell !== undefined || line.startsWith('{') ? jsonOrNull(cell ?? line) : null;
  if (words?.anchor !== FORMAT) return null;
  const { head, count, sha256 } = words;
  const hash = /^[0-9a-f]{64}$/;
  if (typeof head !== 'string' || typeof sha256 !== 'string' || typeof count !== 'number') {
    return null;
  }
  if (!hash.test(head) || !hash.test(sha256) || !Number.isSafeInteger(count)) return null;
  return { head, count, sha256, bytes: Buffer.byteLength(line) };
}

/** The verdict on such a file; `sha256` is that of its bytes before the last line. */
export function verifyExport(end: ExportEnd, sha256: string, anchor: Anchor | null): Verdict {
  const { head, count } = end;
  const isSame = sha256 === end.sha256;
  const isOther = anchor !== null && anchor.count === count && anchor.head !== head;
  const checks = [
    {
      name: 'export_is_as_made',
      ok: isSame,
      detail: isSame ? '' : 'what stands before its last line is not what was taken out',
    },
    {
      name: 'export_meets_its_anchor',
      ok: !isOther,
      detail: meeting(end, anchor, isOther),
    },
  ];
  return { ok: isSame && !isOther, checks, head, count };
}

/** An export names one link: an anchor of another one says nothing of it, and the book must. */
function meeting({ count }: Anchor, anchor: Anchor | null, isOther: boolean): string {
  if (anchor === null) return 'no anchor was given';
  if (anchor.count !== count) return `the anchor is of deed ${anchor.count}, the file of ${count}`;
  return isOther ? `deed ${count} is not the one that was anchored` : '';
}

type Words = { anchor?: unknown; head?: unknown; count?: unknown; sha256?: unknown };

function jsonOrNull(line: string): Words | null {
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' ? said : null;
  } catch {
    return null;
  }
}
