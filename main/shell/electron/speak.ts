// What the desktop program says outside the page, in the language of the moment.
import type { DesktopLine, DesktopTexts } from '../../../preload/locales/desktop-text.ts';
import { enDesktop } from '../../../preload/locales/en-desktop.ts';
import { enOutcomes } from '../../../preload/locales/en-outcomes.ts';
import { zhDesktop } from '../../../preload/locales/zh-CN-desktop.ts';
import { zhOutcomes } from '../../../preload/locales/zh-CN-outcomes.ts';
import type { Language } from '../environment.ts';

export type Data = { readonly [name: string]: string };
export type Say = (line: DesktopLine, data?: Data) => string;

export function desktopTexts(language: Language): DesktopTexts {
  return language === 'zh-CN' ? zhDesktop : enDesktop;
}

/** A line with its data. */
export function desktopLine(texts: DesktopTexts, line: DesktopLine, data: Data = {}): string {
  return texts[line].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => data[name] ?? '');
}

/** Prints lines on the terminal, and gives them back. */
export function speaker(language: Language): Say {
  const texts = desktopTexts(language);
  return (line, data) => {
    const said = desktopLine(texts, line, data);
    console.log(said);
    return said;
  };
}

/** The words of a fault of the office, or what the office said itself where there are none. */
export function faultWords(language: Language, code: string, detail: string): string {
  const { fault } = language === 'zh-CN' ? zhOutcomes : enOutcomes;
  const words = Object.entries(fault).find(([each]) => each === code)?.[1];
  if (words === undefined) return detail;
  return 'hint' in words ? `${words.primary} ${words.hint}` : words.primary;
}
