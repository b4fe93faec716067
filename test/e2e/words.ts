// The words of the console as specs look for them: by the key that the screens use, so that a text
// may be worded anew without a spec failing, and by language.
import { en } from '../../preload/locales/en.ts';
import { zhCN } from '../../preload/locales/zh-CN.ts';

export const LANGUAGES = { en, 'zh-CN': zhCN } as const;
export type Language = keyof typeof LANGUAGES;

/**
 * What the text at `key` of the screens looks like on screen: data stands for anything, and a
 * plural is met in each of its forms. An unknown key is a mistake of the spec and throws.
 */
export function words(key: string, language: Language = 'en'): RegExp {
  const forms = [key, `${key}_one`, `${key}_other`].flatMap((each) => {
    const text = textAt(LANGUAGES[language].screens, each);
    return text === null ? [] : [pattern(text)];
  });
  if (forms.length === 0) throw new Error(`no text at ${key}`);
  return new RegExp(`^(?:${forms.join('|')})$`);
}

/** The name of a button: its words, and behind them a number or the key that does the same. */
export function buttonName(key: string, language: Language = 'en'): RegExp {
  return new RegExp(words(key, language).source.replace(/\$$/, '(?: ?\\S{1,7}){0,3}$'));
}

/** The word of a payment's status. */
export function statusWord(status: keyof typeof en.domain.status, language: Language = 'en') {
  return LANGUAGES[language].domain.status[status];
}

function textAt(node: unknown, key: string): string | null {
  let at = node;
  for (const part of key.split('.')) {
    if (typeof at !== 'object' || at === null) return null;
    at = Object.entries(at).find(([name]) => name === part)?.[1];
  }
  return typeof at === 'string' ? at : null;
}

function pattern(text: string): string {
  return text
    .split(/\{\{\w+\}\}/)
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.+');
}
