// A payment file without some of its payments: what stays in one branch's book is cut out before the
// rest is read in another's. The customer's own text is kept to the letter; only what is cut is gone,
// and the counts and control sums around it say what is left.
import { createDecimalSum } from '../domain/money.ts';
import type { CreditTransfer, PaymentInformation } from '../domain/payment.ts';
import { isOfBlockTotals } from './pain001-control.ts';
import { createPain001Reader } from './pain001-reader.ts';
import { byteOrderMark } from './xml-encoding.ts';

/**
 * The file in which only the records remain of which `keeps` says so, counted from 0; a payment
 * information of which nothing remains goes whole. Null where that would not be sure: a file that does
 * not read whole, of which nothing would remain, or whose remaining payments would not be read from
 * the new file exactly as they are read from the old one.
 */
export function cutPain001(
  bytes: Uint8Array,
  keeps: (record: number) => boolean,
): Uint8Array | null {
  const whole = readAll(bytes);
  const kept = whole?.items.filter(({ transfer }) => keeps(transfer.record)) ?? [];
  if (whole === null || kept.length === 0) return null;
  const text = textOf(bytes);
  const found = placesIn(text.text);
  const records = found.blocks.reduce((sum, block) => sum + block.items.length, 0);
  if (records !== whole.items.length) return null;
  const cut = text.back(changed(text.text, changesOf(found, whole.items, keeps)));
  const left = readAll(cut);
  const isSame = left !== null && asTold(left.items) === asTold(kept);
  return isSame ? cut : null;
}

type Item = { readonly transfer: CreditTransfer; readonly information: PaymentInformation };

/** All payments of a file as the reader has them; null where it does not read whole. */
function readAll(bytes: Uint8Array): { readonly items: readonly Item[] } | null {
  const items: Item[] = [];
  let block: PaymentInformation | null = null;
  let refusals = 0;
  const reader = createPain001Reader({
    group: () => undefined,
    paymentInformation: (information) => {
      block = information;
    },
    transaction: (transfer) => {
      if (block !== null) items.push({ transfer, information: block });
    },
    problem: (problem) => {
      // A payment information may have fallen for its own totals: then it stays, and is cut out.
      if (problem.severity === 'refuses') refusals += isOfBlockTotals(problem) ? 0 : 1;
    },
  });
  reader.push(bytes);
  const { counts } = reader.end();
  return refusals === 0 && counts.transactions === items.length ? { items } : null;
}

/** All that the payments say, without where in the file they stand and what is stated around them. */
function asTold(items: readonly Item[]): string {
  return JSON.stringify(items.map(saysOf), (_key, each: unknown) =>
    typeof each === 'bigint' ? String(each) : each,
  );
}

function saysOf({ transfer, information }: Item) {
  const { record: _record, line: _line, paymentInformation: _ordinal, ...says } = transfer;
  const { ordinal: _at, line: _from, numberOfTransactions: _count, ...block } = information;
  return { ...says, block: { ...block, controlSum: null } };
}

type Text = { readonly text: string; readonly back: (text: string) => Uint8Array };

/** The file in characters that each stand for one unit of it, and the way back. */
function textOf(bytes: Uint8Array): Text {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = byteOrderMark(bytes);
  const encoding = mark === 'refused' ? null : mark.encoding;
  if (encoding === 'utf-16be') {
    const text = Buffer.from(buffer).swap16().toString('utf16le');
    return { text, back: (cut) => Buffer.from(cut, 'utf16le').swap16() };
  }
  // In every other encoding that is read, what marks up is one byte and stands for nothing else.
  const unit = encoding === 'utf-16le' ? 'utf16le' : 'latin1';
  return { text: buffer.toString(unit), back: (cut) => Buffer.from(cut, unit) };
}

type Place = { readonly from: number; to: number };
type BlockPlace = Place & { readonly items: Place[]; count: Place | null; sum: Place | null };
type Found = { readonly blocks: BlockPlace[]; count: Place | null; sum: Place | null };

const GROUP = 'CstmrCdtTrfInitn/GrpHdr';
const BLOCK = 'CstmrCdtTrfInitn/PmtInf';

/** Where in the text the payments stand, and what is stated of how many there are. */
function placesIn(text: string): Found {
  const found: Found = { blocks: [], count: null, sum: null };
  const open: Tag[] = [];
  let document = 0;
  for (const tag of tagsOf(text)) {
    if (tag.kind === 'close') {
      const path = pathOf(open, document);
      const opened = open.pop();
      if (opened !== undefined && path !== '') ended(found, path, opened, tag);
      // What stands beside the first document is not looked at.
      if (open.length < document) return found;
      continue;
    }
    open.push(tag);
    if (document === 0 && tag.name === 'Document') document = open.length;
    if (pathOf(open, document) === BLOCK) {
      found.blocks.push({ from: tag.from, to: tag.to, items: [], count: null, sum: null });
    }
  }
  return found;
}

/** Elements below the document that lie no deeper than a payment. */
const LEVELS = 3;

/** The way from the document to the innermost element; '' outside it, and deeper than anything here. */
function pathOf(open: readonly Tag[], document: number): string {
  const below = open.length - document;
  if (document === 0 || below > LEVELS) return '';
  return open
    .slice(document)
    .map(({ name }) => name)
    .join('/');
}

/** An element of the document has ended. */
function ended(found: Found, path: string, opened: Tag, closed: Tag): void {
  const block = found.blocks.at(-1);
  const value = { from: opened.to, to: closed.from };
  if (path === `${GROUP}/NbOfTxs`) found.count = value;
  else if (path === `${GROUP}/CtrlSum`) found.sum = value;
  else if (block === undefined) return;
  else if (path === `${BLOCK}/NbOfTxs`) block.count = value;
  else if (path === `${BLOCK}/CtrlSum`) block.sum = value;
  else if (path === `${BLOCK}/CdtTrfTxInf`) block.items.push({ from: opened.from, to: closed.to });
  else if (path === BLOCK) block.to = closed.to;
}

type Tag = Place & { readonly kind: 'open' | 'close'; readonly name: string };

/** What ends a stretch of markup that is no element, by how it begins. */
const PASSED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** The tags of a text that is well formed, in order; an empty element is opened and closed. */
function* tagsOf(text: string): Generator<Tag> {
  let at = text.indexOf('<');
  while (at >= 0) {
    const passed = PASSED.find(([begins]) => text.startsWith(begins, at));
    if (passed !== undefined) {
      const [begins, ends] = passed;
      const end = text.indexOf(ends, at + begins.length);
      if (end < 0) return;
      at = text.indexOf('<', end + ends.length);
      continue;
    }
    const to = endOfTag(text, at);
    if (to < 0) return;
    const isClose = text[at + 1] === '/';
    const name = localName(text, isClose ? at + 2 : at + 1);
    if (isClose) yield { kind: 'close', name, from: at, to };
    else yield { kind: 'open', name, from: at, to };
    if (!isClose && text[to - 2] === '/') yield { kind: 'close', name, from: to, to };
    at = text.indexOf('<', to);
  }
}

/** The place after the `>` that ends the tag at `from`; one within a value in quotes ends none. */
function endOfTag(text: string, from: number): number {
  const end = text.indexOf('>', from);
  const isPlain = !/["']/.test(text.slice(from, end + 1));
  if (isPlain) return end < 0 ? -1 : end + 1;
  let quote = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const unit = text[at] ?? '';
    if (quote !== '') {
      if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '>') return at + 1;
  }
  return -1;
}

const ENDS_NAME = ' \t\r\n/>';

/** The name that begins at `from`, without its prefix. */
function localName(text: string, from: number): string {
  let start = from;
  let to = from;
  for (; !ENDS_NAME.includes(text[to] ?? '>'); to += 1) if (text[to] === ':') start = to + 1;
  return text.slice(start, to);
}

type Change = Place & { readonly by: string };

/** What is cut, and what is stated instead of it, in the order of the text. */
function changesOf(
  found: Found,
  items: readonly Item[],
  keeps: (record: number) => boolean,
): readonly Change[] {
  const changes: Change[] = [];
  const state = ({ count, sum }: Pick<Found, 'count' | 'sum'>, of: readonly Item[]): void => {
    const total = createDecimalSum();
    for (const { transfer } of of) total.add(transfer.amount);
    if (count !== null) changes.push({ ...count, by: String(of.length) });
    if (sum !== null) changes.push({ ...sum, by: total.toString() });
  };
  state(
    found,
    items.filter(({ transfer }) => keeps(transfer.record)),
  );
  let first = 0;
  for (const block of found.blocks) {
    const own = items.slice(first, first + block.items.length);
    first += own.length;
    const kept = own.filter(({ transfer }) => keeps(transfer.record));
    if (kept.length === own.length) continue;
    if (kept.length === 0) {
      changes.push({ from: block.from, to: block.to, by: '' });
      continue;
    }
    state(block, kept);
    for (const [at, item] of block.items.entries()) {
      const { transfer } = own[at] ?? {};
      if (transfer !== undefined && !keeps(transfer.record)) changes.push({ ...item, by: '' });
    }
  }
  return changes.sort((one, other) => one.from - other.from);
}

/** The text with the changes made; with what is cut goes the white space before it. */
function changed(text: string, changes: readonly Change[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, by } of changes) {
    const before = text.slice(at, from);
    parts.push(by === '' ? before.trimEnd() : before, by);
    at = to;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
