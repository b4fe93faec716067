// Tells the office that somebody is here: a key, or the pointer, used by a hand. Nothing else puts
// the idle lock off, and a page that only shows what changes says nothing.
import type { Office } from '../office.ts';
import { throttled } from '../throttle.ts';

/** Milliseconds between two words to the office; far below the shortest idle time. */
const TELL_EVERY = 5000;

const INPUTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Follows the window's input for as long as it stands. */
export function tellOfInput(office: Pick<Office, 'state' | 'ask' | 'later'>): void {
  const tell = throttled(
    () => void office.ask((client) => client.noteInput({})),
    TELL_EVERY,
    office.later,
  );
  const hear = ({ isTrusted }: Event): void => {
    const { link, standing } = office.state.getState();
    // What a script sends is no hand; and while the office is away words would only pile up.
    if (isTrusted && link === 'open' && standing === 'open') tell();
  };
  for (const input of INPUTS)
    window.addEventListener(input, hear, { capture: true, passive: true });
}
