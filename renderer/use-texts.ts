// The words and formats of the language that the person chose, live in every component.
import { useStore } from 'zustand';
import { preferences } from './preference-store.ts';
import { type Texts, textsOf } from './texts.ts';

export function useTexts(): Texts {
  return textsOf(useStore(preferences, (chosen) => chosen.language));
}
