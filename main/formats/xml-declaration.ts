// Reads the first bytes of an XML file: byte order mark, XML declaration and encoding, before any
// of it is scanned.
import type { Encoding } from './xml-encoding.ts';
import { byteOrderMark, settleEncoding } from './xml-encoding.ts';
import type { XmlFailureCode } from './xml-state.ts';

/** An XML declaration that is longer than this is not one. */
export const MAX_DECLARATION_BYTES = 1024;

export type HeadReading =
  | { readonly kind: 'needs_more' }
  | { readonly kind: 'refused'; readonly code: XmlFailureCode; readonly detail: string }
  | {
      readonly kind: 'begun';
      readonly encoding: Encoding;
      /** Bytes of mark and declaration, which are done with, and the line ends in them. */
      readonly skip: number;
      readonly lines: number;
    };

/**
 * Reads `head`, the first bytes of the file; `isWhole` says that there are no more. Refusals, in
 * order: `file_empty`, `not_xml`, `xml_truncated` or `xml_malformed` for the declaration, and
 * `xml_encoding` for an encoding that is unknown, guessed or contradicted by the mark.
 */
export function readHead(head: Buffer, isWhole: boolean): HeadReading {
  const isEnough = isWhole || head.length >= MAX_DECLARATION_BYTES;
  if (head.length < 4 && !isEnough) return { kind: 'needs_more' };
  const mark = byteOrderMark(head);
  if (mark === 'refused') return refusedMark(head);
  const isWide = mark.encoding === 'utf-16le' || mark.encoding === 'utf-16be';
  const text = headText(head, mark.encoding, mark.bom);
  if (text.trim() === '' && isWhole) return refused('file_empty', 'no_content');
  if (!/^\s*(<|$)/.test(text)) return refused('not_xml', 'first_character');
  if (text.length < 6 && '<?xml '.startsWith(text) && !isEnough) return { kind: 'needs_more' };
  if (!/^<\?xml\s/.test(text)) return begun(mark.encoding, null, mark.bom, 0);
  const close = text.indexOf('?>');
  if (close < 0 && !isEnough) return { kind: 'needs_more' };
  if (close < 0) return refused(isWhole ? 'xml_truncated' : 'xml_malformed', 'declaration');
  const declaration = DECLARATION.exec(text.slice(0, close + 2));
  if (declaration === null) return refused('xml_malformed', 'declaration');
  const lines = text.slice(0, close).split(/\r\n|\r|\n/).length - 1;
  const skip = mark.bom + (close + 2) * (isWide ? 2 : 1);
  return begun(mark.encoding, declaration[1] ?? declaration[2] ?? null, skip, lines);
}

/** XML 1.0, production 23 (XMLDecl): version, then encoding, then standalone. */
const DECLARATION = new RegExp(
  '^<\\?xml\\s+version\\s*=\\s*(?:"1\\.[0-9]+"|\'1\\.[0-9]+\')' +
    '(?:\\s+encoding\\s*=\\s*(?:"([A-Za-z][A-Za-z0-9._-]*)"|\'([A-Za-z][A-Za-z0-9._-]*)\'))?' +
    '(?:\\s+standalone\\s*=\\s*(?:"(?:yes|no)"|\'(?:yes|no)\'))?\\s*\\?>$',
);

function begun(
  mark: Encoding | null,
  declared: string | null,
  skip: number,
  lines: number,
): HeadReading {
  const encoding = settleEncoding(mark, declared);
  if (encoding === null) return refused('xml_encoding', 'declared_encoding');
  return { kind: 'begun', encoding, skip, lines };
}

function refused(code: XmlFailureCode, detail: string): HeadReading {
  return { kind: 'refused', code, detail };
}

/** Zero bytes at the start: wide characters without a mark if it is markup, else no XML at all. */
function refusedMark(head: Buffer): HeadReading {
  const isMarkup = head.subarray(0, 8).includes(0x3c);
  return isMarkup
    ? refused('xml_encoding', 'byte_order_mark')
    : refused('not_xml', 'first_character');
}

function headText(head: Buffer, encoding: Encoding | null, bom: number): string {
  if (encoding === 'utf-16le') return head.toString('utf16le', bom);
  if (encoding !== 'utf-16be') return head.toString('latin1', bom);
  const even = head.subarray(bom, head.length - ((head.length - bom) % 2));
  return Buffer.from(even).swap16().toString('utf16le');
}
