// Obeys the keymap: one listener for the window, and scopes that components hold while they stand.
import { useLayoutEffect, useRef } from 'react';
import type { Action, KeyScope } from '../preload/keymap.ts';
import { actionOf, chordOf, SEQUENCE_TIMEOUT } from './keymap.ts';
import { preferences } from './preference-store.ts';

export type Actions = { readonly [action in Action]?: () => void };
type Held = { readonly scope: KeyScope; readonly actions: { current: Actions } };

const held = new Set<Held>();

/** While the component stands, the actions answer their shortcuts. The newest holder wins. */
export function useKeys(scope: KeyScope, actions: Actions): void {
  const current = useRef(actions);
  current.current = actions;
  // With the screen itself: what can be seen can be asked for.
  useLayoutEffect(() => {
    const mine: Held = { scope, actions: current };
    held.add(mine);
    return () => {
      held.delete(mine);
    };
  }, [scope]);
}

/** Does what the keys of an action would do now; false when nothing on screen answers it. */
export function perform(action: Action): boolean {
  const holder = [...held].reverse().find(({ actions }) => actions.current[action] !== undefined);
  holder?.actions.current[action]?.();
  return holder !== undefined;
}

/** Listens for the window's keys; answers how to stop. */
export function listenForKeys(): () => void {
  let first: string | null = null;
  let pressedAt = 0;
  function onKeyDown(event: KeyboardEvent) {
    const chord = chordOf(event);
    if (chord === null || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : null;
    const inDialog = target?.closest('[role="dialog"]') != null;
    const before = event.timeStamp - pressedAt < SEQUENCE_TIMEOUT ? first : null;
    first = null;
    if (chord === 'enter' && target?.closest('button, a, summary, label') != null) return;
    const scopes = new Set<KeyScope>(['everywhere']);
    if (!inDialog) for (const { scope } of held) scopes.add(scope);
    const meant = actionOf(chord, before, {
      scopes,
      inText: isText(target),
      singleKeys: preferences.getState().singleKeys,
    });
    if (meant === null) return;
    if (meant === 'waiting') {
      first = chord;
      pressedAt = event.timeStamp;
      return;
    }
    if (perform(meant)) event.preventDefault();
  }
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

function isText(target: Element | null): boolean {
  return target?.closest('input, textarea, select, [contenteditable="true"]') != null;
}
