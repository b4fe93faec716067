// Since when something opens the book, and who made it, in words.
import { useNames } from '../../../use-names.ts';
import { useTexts } from '../../../use-texts.ts';

type Made = { readonly madeAt: number; readonly madeBy: string };

/** Answers the words: the time, and the name as far as anybody said one. */
export function useMade(): (made: Made) => string {
  const { t, format } = useTexts();
  const nameOf = useNames();
  return ({ madeAt, madeBy }) => {
    const time = format.dateTime(madeAt);
    return madeBy === ''
      ? t('keys.since', { time })
      : t('keys.sinceBy', { time, by: nameOf(madeBy) });
  };
}
