// The bounds within which a right holds, in the words of whoever reads them: the same for one's own
// rights and in the access review.
import type { TextKey } from './texts.ts';
import { useTexts } from './use-texts.ts';

export type Bounds = {
  /** Empty or null for every one. */
  readonly branch: string | null;
  readonly rail: string | null;
  readonly currency: string | null;
  /** Minor units of `currency`; null without a limit. */
  readonly singleLimit: bigint | null;
  readonly dailyLimit: bigint | null;
};

/** Gives each bound as a piece of text; none for a right without bounds. */
export function useBounds(): (bounds: Bounds) => readonly string[] {
  const { t, format } = useTexts();
  return ({ branch, rail, currency, singleLimit, dailyLimit }) => {
    const limit = (key: TextKey, minor: bigint | null): string =>
      minor === null ? '' : t(key, { amount: format.money({ minor, currency: currency ?? '' }) });
    const isLimited = singleLimit !== null || dailyLimit !== null;
    return [
      ...[branch ?? '', rail ?? '', isLimited ? '' : (currency ?? '')],
      limit('peopleReview.single', singleLimit),
      limit('peopleReview.daily', dailyLimit),
    ].filter((each) => each !== '');
  };
}
