// Does what the shell says on its own: a menu's action, a place that a link names, a file that was
// opened. All of it leads somewhere to look at; none of it is a deed.
import type { DesktopPlace, DesktopWord } from '../preload/desktop-door.ts';
import type { Action } from '../preload/keymap.ts';
import { keptFileOf } from './kept-file.ts';
import type { Navigation } from './navigation.ts';

/** Obeys one word; `perform` does what the keys of an action do. */
export function obey(
  word: DesktopWord,
  navigation: Omit<Navigation, 'place'>,
  perform: (action: Action) => unknown,
): void {
  if (word.kind === 'action') perform(word.action);
  else if (word.kind === 'show') show(word.place, navigation);
  else navigation.showFile({ fileName: word.fileName, kept: keptFileOf(word.answer) });
}

function show(place: DesktopPlace, navigation: Omit<Navigation, 'place'>): void {
  if (place.kind === 'screen') navigation.go(place.screen);
  else if (place.kind === 'payment') navigation.showPayment(place.paymentId);
  else navigation.showBatch(place.batchId);
}
