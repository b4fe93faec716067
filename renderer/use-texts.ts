// The words and formats of the language that the person chose, live in every component.
import { useStore } from 'zustand';
import { preferences } from './preference-store.ts';
import { shownZone } from './shown-zone.ts';
import { type Texts, textsOf } from './texts.ts';

export function useTexts(): Texts {
  const language = useStore(preferences, (chosen) => chosen.language);
  return textsOf(
    language,
    useStore(shownZone, ({ zone }) => zone),
  );
}
