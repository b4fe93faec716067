// Characters that deceive the reader of a payment, characters that SEPA can carry, and how what is
// compared by hand is read out.

/**
 * Whether `text` has a character a person cannot see or that reorders what they see: C0 and C1
 * controls (tab and line feed among them), soft hyphen, zero-width and bidirectional marks
 * (Unicode UAX #9), line and paragraph separators, variation selectors, tags, the byte order
 * mark, and halves of surrogate pairs that stand alone.
 */
export function hasControlOrBidi(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) continue;
    const point = text.codePointAt(at) ?? unit;
    if (isHidden(point)) return true;
    if (point > 0xffff) at += 1;
  }
  return false;
}

/**
 * `text` for display and logs: each character of {@link hasControlOrBidi} becomes its code point
 * as `\u{202e}`. A backslash becomes `\u{5c}`, so that the text cannot imitate an escape.
 */
export function visible(text: string): string {
  let shown = '';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    shown += point === BACKSLASH || isHidden(point) ? `\\u{${point.toString(16)}}` : character;
  }
  return shown;
}

/**
 * Whether SEPA carries every character (EPC217-08, the basic Latin set): letters, digits, space
 * and `/ - ? : ( ) . , ' +`. Else ISO 20022 reason RR10, unless the banks agreed on more.
 */
export function isSepaText(text: string): boolean {
  return SEPA_TEXT.test(text);
}

/**
 * Whether a reference is one SEPA carries (EPC217-08): characters of {@link isSepaText}, no `/`
 * at its start or end, and no `//` within.
 */
export function isSepaReference(text: string): boolean {
  return isSepaText(text) && !/^\/|\/\/|\/$/.test(text);
}

/**
 * `text` four characters (code points) at a time, a space between: how what is compared or typed by
 * hand is read out. The last group may be shorter; nothing stays nothing.
 */
export function inFours(text: string): string {
  return text.match(/.{1,4}/gsu)?.join(' ') ?? '';
}

const SEPA_TEXT = /^[A-Za-z0-9/\-?:().,'+ ]*$/;

const BACKSLASH = 0x5c;

/** [first, last] code points, ascending. */
const HIDDEN: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe01ef],
];

function isHidden(point: number): boolean {
  for (const [first, last] of HIDDEN) {
    if (point < first) return false;
    if (point <= last) return true;
  }
  return false;
}
