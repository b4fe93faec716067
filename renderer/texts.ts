// Words for people: i18next over the two locales, with keys that the compiler knows, and codes that
// fall back to themselves where a newer office says one that this console has no words for.
import i18next from 'i18next';
import type { Reply } from '../preload/contract/method.ts';
import { en } from '../preload/locales/en.ts';
import { refusalData } from '../preload/locales/refusal-data.ts';
import type { Text } from '../preload/locales/text.ts';
import { zhCN } from '../preload/locales/zh-CN.ts';
import { type Formats, formatsOf, type Language } from './format.ts';

type Leaves<Node, Path extends string = ''> = Node extends string
  ? Path
  : {
      [Key in keyof Node & string]: Leaves<Node[Key], Path extends '' ? Key : `${Path}.${Key}`>;
    }[keyof Node & string];
type WithoutPlural<Key extends string> = Key extends `${infer Base}_other`
  ? Base
  : Key extends `${string}_one`
    ? never
    : Key;

/** Keys of the screens' words; a plural is asked for without its ending. */
export type TextKey = WithoutPlural<Leaves<typeof en.screens>>;
/** Tables of the domain's codes. */
export type CodeTable = keyof typeof en.domain;
export type TextData = { readonly [name: string]: string | number };

export type Texts = {
  readonly language: Language;
  readonly format: Formats;
  t(key: TextKey, data?: TextData): string;
  /** The words of a code; a code without words is shown as it is. */
  code(table: CodeTable, code: string, data?: TextData): string;
  /** One of the lines that say why; reasons and dates in its data are put into words. */
  because(because: { readonly code: string; readonly data: { [name: string]: string } }): string;
  problem(code: string, data: { readonly [name: string]: string }): string;
  /** What to tell about an answer that was not a value. */
  trouble(reply: Exclude<Reply<unknown>, { ok: true }>): Text;
};

const resources = {
  en: { translation: en },
  'zh-CN': { translation: zhCN },
} as const;

const words = i18next.createInstance();
void words.init({
  resources,
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

const made = new Map<string, Texts>();

/** The words of a language, and its formats with instants in `zone` (the workstation's: null). */
export function textsOf(language: Language, zone: string | null = null): Texts {
  const key = `${language} ${zone ?? ''}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const texts = makeTexts(language, zone);
  made.set(key, texts);
  return texts;
}

/** Codes of the domain are a few hundred; beyond that they are looked up each time. */
const PLAIN_CODES_MAX = 2000;

function makeTexts(language: Language, zone: string | null): Texts {
  const say = words.getFixedT(language);
  const format = formatsOf(language, zone);
  const has = (key: string): boolean => words.exists(key, { lng: language });
  // Lists name the same few codes in every row, and i18next is slow to ask.
  const plain = new Map<string, string>();
  const code = (table: CodeTable, name: string, data?: TextData): string => {
    const key = `domain.${table}.${name}`;
    const known = data === undefined ? plain.get(key) : undefined;
    if (known !== undefined) return known;
    const words = name !== '' && has(key) ? say(key, data ?? {}) : name;
    if (data === undefined && plain.size < PLAIN_CODES_MAX) plain.set(key, words);
    return words;
  };
  return {
    language,
    format,
    t: (key, data = {}) => say(`screens.${key}`, data),
    code,
    because({ code: why, data }) {
      const spoken = Object.entries(data).map(([name, value]) => {
        if (name === 'reason') return [name, code('reason', value)];
        if (name === 'requested' || name === 'executes') return [name, format.date(value)];
        return [name, value];
      });
      return code('why', why, Object.fromEntries(spoken));
    },
    problem(name, data) {
      if (has(`problem.${name}`)) return say(`problem.${name}`, data);
      return code('reason', name, data);
    },
    trouble(reply) {
      const name = 'refusal' in reply ? reply.refusal.code : reply.fault.code;
      const data = 'refusal' in reply ? refusalData(reply.refusal, code) : {};
      const group = 'refusal' in reply ? 'refusal' : 'fault';
      const key = has(`outcomes.${group}.${name}.primary`)
        ? `outcomes.${group}.${name}`
        : 'outcomes.fault.unexpected';
      return filled(key, data, has, say);
    },
  };
}

function filled(
  key: string,
  data: TextData,
  has: (key: string) => boolean,
  say: (key: string, data: TextData) => string,
): Text {
  const part = (name: string) => (has(`${key}.${name}`) ? say(`${key}.${name}`, data) : null);
  const detail = part('detail');
  const hint = part('hint');
  return {
    primary: say(`${key}.primary`, data),
    ...(detail === null ? {} : { detail }),
    ...(hint === null ? {} : { hint }),
  };
}
