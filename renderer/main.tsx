// Where the console begins: the door into the office, the stores, and the first paint.
import './tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { known } from '../main/domain/assert.ts';
import { connect } from './client.ts';
import { ConsoleContext } from './context.ts';
import { createNavigation } from './navigation.ts';
import { createOffice } from './office.ts';
import { beginAnew, keepInOffice, preferences } from './preference-store.ts';
import { Gate } from './seat/gate.tsx';
import { tellOfInput } from './seat/seat-input.ts';
import { obey } from './shell-words.ts';
import { followTheme } from './shown-theme.ts';
import { whoOf } from './standing.ts';
import { listenForKeys, perform } from './use-keys.ts';

/**
 * Whoever is at work first has this page: their choices are kept in the office, and when another
 * one takes the seat the page begins anew, so that nothing of the one before is left in it.
 */
function onceAtWork(): void {
  let whose: string | null = null;
  const look = (): void => {
    const who = whoOf(office.state.getState());
    if (who === null || who === whose) return;
    if (whose !== null) {
      beginAnew();
      return;
    }
    whose = who;
    keepInOffice(office);
  };
  office.state.subscribe(look);
  look();
}

followTheme();
listenForKeys();
const door = connect();
const office = createOffice(door, {
  later: (fn, ms) => void setTimeout(fn, ms),
  newId: () => crypto.randomUUID(),
});
onceAtWork();
tellOfInput(office);
const navigation = createNavigation(preferences.getState().screen);
navigation.place.subscribe(({ screen }) => {
  if (preferences.getState().screen !== screen) preferences.setState({ screen });
});
const root = known(document.getElementById('root'), 'the page has its root');
createRoot(root).render(
  <StrictMode>
    <ConsoleContext value={{ office, navigation }}>
      <Gate />
    </ConsoleContext>
  </StrictMode>,
);

door.listen((word) => obey(word, navigation, perform));
const tellLanguage = () => door.language(preferences.getState().language);
preferences.subscribe(tellLanguage);
tellLanguage();
