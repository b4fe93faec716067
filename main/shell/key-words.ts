// The words about keys for the shells that have no command line of their own.
import { enKeys } from '../../preload/locales/en-keys.ts';
import type { KeyTexts } from '../../preload/locales/key-text.ts';
import type { Text } from '../../preload/locales/text.ts';
import { zhKeys } from '../../preload/locales/zh-CN-keys.ts';
import type { Refusal } from '../domain/result.ts';
import type { Language } from './environment.ts';

export function keyTexts(language: Language): KeyTexts {
  return language === 'zh-CN' ? zhKeys : enKeys;
}

/** Why a key was not taken and what to do, in one line. */
export function keyRefusalText(refusal: Refusal, language: Language): string {
  const texts: { readonly [code: string]: Text } = keyTexts(language).refusal;
  const said = texts[refusal.code];
  const parts = said === undefined ? [refusal.code] : [said.primary, said.detail, said.hint];
  return parts
    .filter((part) => part !== undefined)
    .join(' ')
    .replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(refusal[name] ?? whole));
}
