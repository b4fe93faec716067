// Links into the console, `counterfoil://payment/7`: they open a place to look at and nothing else,
// because any page or mail can carry one.
import type { DesktopPlace } from '../../../preload/desktop-door.ts';

export const LINK_SCHEME = 'counterfoil';

const SCREEN = /^counterfoil:\/\/screen\/(queue|batch|review|settlement)\/?$/;
const ITEM = /^counterfoil:\/\/(payment|batch)\/([1-9][0-9]{0,15})\/?$/;
const SCREENS = ['queue', 'batch', 'review', 'settlement'] as const;

/** Whether a text asks for this program, understood or not. */
export function isLink(text: string): boolean {
  return text.toLowerCase().startsWith(`${LINK_SCHEME}:`);
}

/** The place that a link names, or null. Links are matched whole: nothing in them is decoded. */
export function placeOfLink(text: string): DesktopPlace | null {
  const named = SCREEN.exec(text)?.[1];
  const screen = SCREENS.find((each) => each === named);
  if (screen !== undefined) return { kind: 'screen', screen };
  const [, kind, digits] = ITEM.exec(text) ?? [];
  const id = Number(digits);
  if (digits === undefined || !Number.isSafeInteger(id)) return null;
  return kind === 'payment' ? { kind, paymentId: id } : { kind: 'batch', batchId: id };
}
