// What the desktop program says outside the page, in the language of the moment.
import type { DesktopLine, DesktopTexts } from '../../../preload/locales/desktop-text.ts';
import { enDesktop } from '../../../preload/locales/en-desktop.ts';
import { zhDesktop } from '../../../preload/locales/zh-CN-desktop.ts';
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
