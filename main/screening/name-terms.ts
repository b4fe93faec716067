// Under which terms a name is found: each is the beginning of something a person may type, so that
// one range of an ordered index answers a search.
import { pinyin } from 'pinyin-pro';
import { fold, hasHan, withUmlautsWrittenOut } from './fold.ts';

/** Units of one term: beyond, a name is told apart by its beginning. */
export const TERM_MAX = 60;
/** Words of a name from which a search may start; later ones are found beside these only. */
const STARTS_MAX = 6;
/** Characters of a Chinese name from which a search may start. */
const HAN_STARTS_MAX = 10;
/** A name of so many characters may be typed with the surname last, as it is said abroad. */
const PERSONAL_MAX = 4;
/** Terms of one record. */
export const TERMS_MAX = 96;

/**
 * The terms of a record with these names and this key, each once: the key; every name from each of
 * its words on, with the words before it at the end; Chinese characters from each of them on, their
 * pinyin without spaces and its initials.
 */
export function termsOf(names: readonly string[], key: string): readonly string[] {
  const terms = new Set<string>();
  add(terms, fold(key).replaceAll(' ', ''));
  for (const name of names) {
    addRotations(terms, fold(name));
    const written = withUmlautsWrittenOut(name);
    if (written !== null) addRotations(terms, fold(written));
    if (!hasHan(name)) continue;
    for (const word of fold(name).split(' ')) if (hasHan(word)) addHan(terms, word);
  }
  return [...terms].slice(0, TERMS_MAX);
}

function add(terms: Set<string>, term: string): void {
  if (term !== '') terms.add(term.slice(0, TERM_MAX));
}

/** `anna maria schmidt`, `maria schmidt anna`, `schmidt anna maria`. */
function addRotations(terms: Set<string>, folded: string): void {
  add(terms, folded);
  let start = folded.indexOf(' ');
  for (let word = 1; start >= 0 && word < STARTS_MAX; word += 1) {
    add(terms, `${folded.slice(start + 1)} ${folded.slice(0, start)}`);
    start = folded.indexOf(' ', start + 1);
  }
}

function addHan(terms: Set<string>, word: string): void {
  const characters = [...word];
  for (const at of characters.keys()) {
    if (at >= HAN_STARTS_MAX) break;
    add(terms, characters.slice(at).join(''));
  }
  for (const syllables of readings(word)) addPinyin(terms, syllables);
}

function addPinyin(terms: Set<string>, syllables: readonly string[]): void {
  const wraps = syllables.length <= PERSONAL_MAX;
  for (const at of syllables.keys()) {
    if (at >= HAN_STARTS_MAX) break;
    const order = [...syllables.slice(at), ...(wraps ? syllables.slice(0, at) : [])];
    add(terms, order.join(''));
    // One initial alone would find every name with that letter in it.
    if (order.length > 1) add(terms, order.map((syllable) => syllable.charAt(0)).join(''));
  }
}

/**
 * How the characters may be read: as a name, whose surname has its own reading (单 shan, 曾 zeng),
 * and as words (银行 yinhang); ü as v, which keyboards type, and as u.
 */
function readings(word: string): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const surname of ['head', 'off'] as const) {
    const read = pinyin(word, { toneType: 'none', type: 'array', v: true, surname }).map(
      (syllable) => fold(syllable).replaceAll(' ', ''),
    );
    const plain = read.map((syllable) => syllable.replace(/^([ln])v/, '$1u'));
    for (const syllables of [read, plain]) found.set(syllables.join(' '), syllables);
  }
  return [...found.values()];
}
